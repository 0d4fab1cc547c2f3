namespace Hindcast.Formats.Evtx;

/// <summary>The records of one chunk in numbers.</summary>
/// <param name="ChunkIndex">Its place in the file, from 0.</param>
/// <param name="FirstRecordId">Id of its first record.</param>
/// <param name="LastRecordId">Id of its last record.</param>
/// <param name="FirstFileTime">Time of its first record, units of 100 ns since 1601.</param>
/// <param name="LastFileTime">Time of its last record.</param>
/// <param name="Records">How many there are.</param>
internal readonly record struct EvtxChunkSpan(
    int ChunkIndex, long FirstRecordId, long LastRecordId, long FirstFileTime, long LastFileTime, int Records);
