namespace Hindcast.Formats.Evtx;

/// <summary>The fields of Event/System that every event may have.</summary>
public enum EvtxSystemField : byte
{
    /// <summary>Provider/@Name.</summary>
    ProviderName,

    /// <summary>Provider/@Guid.</summary>
    ProviderGuid,

    /// <summary>Provider/@EventSourceName.</summary>
    EventSourceName,

    /// <summary>EventID.</summary>
    EventId,

    /// <summary>EventID/@Qualifiers.</summary>
    Qualifiers,

    /// <summary>Version.</summary>
    Version,

    /// <summary>Level.</summary>
    Level,

    /// <summary>Task.</summary>
    Task,

    /// <summary>Opcode.</summary>
    Opcode,

    /// <summary>Keywords.</summary>
    Keywords,

    /// <summary>TimeCreated/@SystemTime.</summary>
    TimeCreated,

    /// <summary>EventRecordID.</summary>
    RecordId,

    /// <summary>Correlation/@ActivityID.</summary>
    ActivityId,

    /// <summary>Correlation/@RelatedActivityID.</summary>
    RelatedActivityId,

    /// <summary>Execution/@ProcessID.</summary>
    ProcessId,

    /// <summary>Execution/@ThreadID.</summary>
    ThreadId,

    /// <summary>Channel.</summary>
    Channel,

    /// <summary>Computer.</summary>
    Computer,

    /// <summary>Security/@UserID.</summary>
    UserId,
}
