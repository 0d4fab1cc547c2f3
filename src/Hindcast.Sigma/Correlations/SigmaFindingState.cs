namespace Hindcast.Sigma.Correlations;

/// <summary>What a group says about a finding.</summary>
internal enum SigmaFindingState : byte
{
    /// <summary>It is new and final.</summary>
    Complete,

    /// <summary>It is new and may still take more matches; the group reports it again when it is final.</summary>
    Started,

    /// <summary>An earlier one holds with one more match.</summary>
    Continued,
}
