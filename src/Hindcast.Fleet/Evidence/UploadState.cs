namespace Hindcast.Fleet.Evidence;

/// <summary>How far an upload is.</summary>
public enum UploadState : byte
{
    /// <summary>Bytes are still coming.</summary>
    Incoming,

    /// <summary>Whole and checked; assessments read it.</summary>
    Whole,

    /// <summary>Set apart: an assessment found that it is made to exhaust readers. Assessments leave it out.</summary>
    Quarantined,
}
