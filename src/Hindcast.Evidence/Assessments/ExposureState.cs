namespace Hindcast.Evidence.Assessments;

/// <summary>What a build means for a vulnerability.</summary>
public enum ExposureState : byte
{
    /// <summary>Can't be told from this build.</summary>
    Unknown,

    /// <summary>The product never had the flaw.</summary>
    NotAffected,

    /// <summary>The build holds the fix.</summary>
    Fixed,

    /// <summary>The build lacks the fix.</summary>
    Vulnerable,
}
