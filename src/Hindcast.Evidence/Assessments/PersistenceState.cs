namespace Hindcast.Evidence.Assessments;

/// <summary>The last known state of something that was placed.</summary>
public enum PersistenceState : byte
{
    /// <summary>Evidence shows its removal, or the lack of it where it lay, after it was placed.</summary>
    Removed,

    /// <summary>Evidence does not tell.</summary>
    Unknown,

    /// <summary>A log tells that it was made, runs on after that, and tells of no removal. Since schema 1.3.</summary>
    Presumed,

    /// <summary>It lies in the evidence as collected.</summary>
    Present,
}
