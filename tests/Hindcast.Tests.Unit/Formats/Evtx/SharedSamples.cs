using System.Globalization;
using SharpCompress.Readers;

namespace Hindcast.Tests.Unit.Formats.Evtx;

/// <summary>
/// Real files that may not ship: in the folder HINDCAST_SHARED, or <c>../shared</c> beside the repository. Archives are
/// unpacked once into the temporary folder. Tests that need them skip, visibly, when they are absent.
/// </summary>
internal static class SharedSamples
{
    private static readonly Lock Gate = new();

    /// <summary>The folder that an archive of ../shared/data is unpacked in.</summary>
    public static string Unpacked(string archive)
    {
        string packed = Data($"{archive}.tar.xz");
        lock (Gate)
        {
            string stamp = new FileInfo(packed).Length.ToString(CultureInfo.InvariantCulture);
            string target = Path.Combine(Path.GetTempPath(), $"hindcast-shared-{archive}-{stamp}");
            if (!Directory.Exists(target))
            {
                string half = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
                Unpack(packed, half);
                Directory.Move(half, target);
            }

            return target;
        }
    }

    /// <summary>A file of ../shared/data; skips the test when it is absent.</summary>
    public static string Data(string name)
    {
        string? shared = Environment.GetEnvironmentVariable("HINDCAST_SHARED");
        for (DirectoryInfo? at = new(AppContext.BaseDirectory); shared is null && at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Hindcast.slnx")) && at.Parent is not null)
            {
                shared = Path.Combine(at.Parent.FullName, "shared");
            }
        }

        string path = Path.Combine(shared ?? "", "data", name);
        Assert.SkipUnless(File.Exists(path), $"shared sample {name} is absent");
        return path;
    }

    private static void Unpack(string packed, string target)
    {
        using FileStream stream = File.OpenRead(packed);
        using IReader reader = ReaderFactory.OpenReader(stream);
        while (reader.MoveToNextEntry())
        {
            string? name = reader.Entry.Key;
            if (reader.Entry.IsDirectory || name is null || name.Contains("..", StringComparison.Ordinal))
            {
                continue;
            }

            string path = Path.Combine(target, name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using FileStream output = File.Create(path);
            reader.WriteEntryTo(output);
        }
    }
}
