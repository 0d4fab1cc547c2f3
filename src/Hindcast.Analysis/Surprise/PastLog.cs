namespace Hindcast.Analysis.Surprise;

/// <summary>Logs with a past of their own; the first three are those of <see cref="RequestSource"/>.</summary>
internal enum PastLog : byte
{
    FrontEnd,
    BackEnd,
    Proxy,

    /// <summary>Event logs that tell of started processes.</summary>
    Processes,

    /// <summary>Logs that tell of cmdlets.</summary>
    Cmdlets,

    /// <summary>DNS.</summary>
    Names,

    /// <summary>The log of the web services, which names for whom a call acts.</summary>
    Services,
}
