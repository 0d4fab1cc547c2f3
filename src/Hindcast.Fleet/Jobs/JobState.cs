namespace Hindcast.Fleet.Jobs;

/// <summary>How far a job is.</summary>
public enum JobState : byte
{
    /// <summary>Waits for a free place.</summary>
    Queued,

    /// <summary>A silo works on it.</summary>
    Running,

    /// <summary>Its assessment is there.</summary>
    Done,

    /// <summary>Given up; its error says why.</summary>
    Failed,
}
