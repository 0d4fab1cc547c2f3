namespace Hindcast.Analysis.Sunburst;

/// <summary>How far one infected server came, as far as names and answers show. The strongest evidence counts.</summary>
public enum SunburstStage : byte
{
    /// <summary>It sent pieces of its domain name.</summary>
    Beaconed,

    /// <summary>It sent a sign of life or a report: it had passed the implant's filter of domains.</summary>
    Profiled,

    /// <summary>An answer kept it alive.</summary>
    PassedOn,

    /// <summary>An answer told it to end. In the log of somebody else this does not prove that it ended.</summary>
    Terminated,

    /// <summary>An answer, or the flag in a later query, shows that the operators chose it (stage 2).</summary>
    Chosen,

    /// <summary>A CNAME named the second stage: hands-on access was there to be used (stage 3).</summary>
    HandsOnOffered,
}
