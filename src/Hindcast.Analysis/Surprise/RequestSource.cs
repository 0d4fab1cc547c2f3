namespace Hindcast.Analysis.Surprise;

/// <summary>Which log a request stands in; the same request stands in several.</summary>
public enum RequestSource : byte
{
    /// <summary>IIS, a site for clients.</summary>
    FrontEnd,

    /// <summary>IIS, the site that the front end hands requests on to (ports 444 and 81).</summary>
    BackEnd,

    /// <summary>HttpProxy.</summary>
    Proxy,
}
