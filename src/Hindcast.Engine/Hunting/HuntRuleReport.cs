using Hindcast.Sigma;

namespace Hindcast.Engine.Hunting;

/// <summary>The honest account of one rule or correlation.</summary>
public sealed record HuntRuleReport
{
    /// <summary>The rule, with the level that it had in this hunt.</summary>
    public required SigmaHeader Rule { get; init; }

    /// <summary>True for a correlation.</summary>
    public bool IsCorrelation { get; init; }

    /// <summary>What became of it.</summary>
    public required HuntRuleState State { get; init; }

    /// <summary>Why it was left out, or could not match; "" for a rule that was tried.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Records that it could have met, by their event id and fields.</summary>
    public long Tried { get; init; }

    /// <summary>Records on which its condition had to be worked out: its cost.</summary>
    public long Evaluations { get; init; }

    /// <summary>Records met in all the evidence, whatever the dates asked for; of a correlation what it found.</summary>
    public long Matches { get; init; }

    /// <summary>Values on which a regular expression of it met its time limit; they counted as no match.</summary>
    public long GivenUp { get; init; }

    /// <summary>Matches among them that tuning took back.</summary>
    public long Allowed { get; init; }
}
