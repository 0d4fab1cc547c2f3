namespace Hindcast.Evidence.Assessments;

/// <summary>The last known state of something that was placed.</summary>
public enum PersistenceState : byte
{
    /// <summary>Evidence shows its removal, or the lack of it where it lay, after it was placed.</summary>
    Removed,

    /// <summary>Evidence does not tell.</summary>
    Unknown,

    /// <summary>It lies in the evidence, or answered at the end of the logs.</summary>
    Present,
}
