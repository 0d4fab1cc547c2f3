namespace Hindcast.Formats.Evtx;

/// <summary>What a reader does with data that fails a check.</summary>
public enum EvtxReadPolicy : byte
{
    /// <summary>Everything that can be read is handed out, marked damaged or doubtful where it is; each loss is a diagnostic.</summary>
    Recover,

    /// <summary>A chunk or record that fails any check is not handed out; it is counted and diagnosed as lost.</summary>
    Strict,
}
