namespace Hindcast.Engine.Keeping;

/// <summary>
/// One evidence file of which a case keeps a copy and its records (a line of kept/index.jsonl). By path, size and time it is
/// told whether the evidence still is what was kept.
/// </summary>
/// <param name="Path">Its path in the evidence.</param>
/// <param name="Disk">Full path of the file on disk that it is or lies in, as it is shown.</param>
/// <param name="DiskBytes">Size of that file.</param>
/// <param name="DiskModified">When that file was last modified, in ticks (UTC).</param>
/// <param name="Bytes">Its own size.</param>
/// <param name="Sha256">Its hash, which also names the copy.</param>
/// <param name="Records">Records in its segments.</param>
/// <param name="Segments">Names of the Parquet files with its records.</param>
internal sealed record KeptFile(
    string Path, string Disk, long DiskBytes, long DiskModified, long Bytes, string Sha256, long Records, IReadOnlyList<string> Segments);
