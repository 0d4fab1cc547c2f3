namespace Hindcast.Simulation.Traffic;

/// <summary>The front-end application that takes a request; the name is the folder and the Protocol column of HttpProxy.</summary>
internal enum WebProtocol : byte
{
    /// <summary>None of Exchange: a file of the web site, a probe of the root.</summary>
    Site,
    Autodiscover,
    Eas,
    Ecp,
    Ews,
    Mapi,
    Oab,
    Owa,
    PowerShell,
    RpcHttp,
}
