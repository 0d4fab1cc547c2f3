namespace Hindcast.Tests.System.Support;

/// <summary>A folder that is gone after the test.</summary>
internal sealed class TempFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("hindcast-test-").FullName;

    internal string At(params string[] parts) => global::System.IO.Path.Combine([Path, .. parts]);

    internal string Write(string name, byte[] content)
    {
        string path = At(name);
        Directory.CreateDirectory(global::System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>Copies a folder; all files get one time, so that a checkout's times do not matter.</summary>
    internal string CopyOf(string folder, string name)
    {
        foreach (string file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            string target = At(name, global::System.IO.Path.GetRelativePath(folder, file));
            Directory.CreateDirectory(global::System.IO.Path.GetDirectoryName(target)!);
            File.Copy(file, target);
            File.SetLastWriteTimeUtc(target, new DateTime(2021, 3, 7, 12, 0, 0, DateTimeKind.Utc));
        }

        return At(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
