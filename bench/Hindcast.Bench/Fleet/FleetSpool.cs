using System.IO.Compression;
using System.Text.Json;

namespace Hindcast.Bench.Fleet;

/// <summary>
/// Assessed servers in files of some hundred, so that a run that is stopped goes on, and several processes share the work: who
/// holds the unfinished file of a block has it, and the system takes the hold away with the process.
/// </summary>
internal sealed class FleetSpool(string folder)
{
    internal const int Block = 100;

    /// <summary>Folder of a server whose evidence and result are kept.</summary>
    internal string Kept(int number) => Path.Combine(folder, "kept", FormattableString.Invariant($"{number:00000}"));

    /// <summary>True when a block is finished.</summary>
    internal bool Has(int block) => File.Exists(Name(block));

    /// <summary>Takes a block that is not finished; null when another process has it, or it is finished.</summary>
    internal FileStream? Take(int block)
    {
        Directory.CreateDirectory(folder);
        FileStream? stream = null;
        try
        {
            stream = new FileStream(Name(block) + ".partial", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }

        if (!Has(block))
        {
            stream.SetLength(0);
            return stream;
        }

        stream.Dispose();
        File.Delete(Name(block) + ".partial");
        return null;
    }

    /// <summary>Writes a block that was taken.</summary>
    internal void Finish(int block, FileStream taken, IReadOnlyList<SpooledServer> servers)
    {
        using (taken)
        {
            using (GZipStream packed = new(taken, CompressionLevel.Fastest, leaveOpen: true))
            {
                JsonSerializer.Serialize(packed, servers);
            }

            taken.Flush();
            File.Move(Name(block) + ".partial", Name(block), overwrite: true);
        }
    }

    /// <summary>The servers of a finished block.</summary>
    internal IReadOnlyList<SpooledServer> Read(int block)
    {
        using FileStream stream = File.OpenRead(Name(block));
        using GZipStream unpacked = new(stream, CompressionMode.Decompress);
        return JsonSerializer.Deserialize<List<SpooledServer>>(unpacked)!;
    }

    private string Name(int block) => Path.Combine(folder, FormattableString.Invariant($"{block:0000}.json.gz"));
}
