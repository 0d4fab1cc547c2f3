namespace Hindcast.Formats.Evtx;

/// <summary>The records of one chunk in numbers.</summary>
/// <param name="ChunkIndex">Its place in the file, from 0.</param>
/// <param name="FirstRecordId">Id of its first record.</param>
/// <param name="LastRecordId">Id of its last record.</param>
/// <param name="FirstTicks">Time of its first record in ticks; 0 when it has none.</param>
/// <param name="LastTicks">Time of its last record that has one.</param>
/// <param name="Records">How many there are.</param>
internal readonly record struct EvtxChunkSpan(
    int ChunkIndex, long FirstRecordId, long LastRecordId, long FirstTicks, long LastTicks, int Records);
