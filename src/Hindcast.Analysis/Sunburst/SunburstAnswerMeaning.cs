namespace Hindcast.Analysis.Sunburst;

/// <summary>What an answer told the implant to do. Of several answers the highest value tells most.</summary>
public enum SunburstAnswerMeaning : byte
{
    /// <summary>Outside all ranges that the implant knows: it exits for this run. A sinkhole, or unknown.</summary>
    Unknown,

    /// <summary>Back to the passive state.</summary>
    Reset,

    /// <summary>Go on: the server is kept alive in stage 1.</summary>
    Continue,

    /// <summary>A private, local or multicast address: ends for good. A filter or sinkhole at home does this.</summary>
    TerminateLocal,

    /// <summary>A range of the operators' that ends the implant for good: they were not interested.</summary>
    TerminateByOperators,

    /// <summary>Go on and take a CNAME next: the server was chosen (stage 2).</summary>
    Chosen,

    /// <summary>A CNAME: the address of the second stage, hands-on access.</summary>
    SecondStage,
}
