using System.Diagnostics;

namespace Hindcast.Tests.Unit.Sigma;

/// <summary>
/// Data that is not part of the repository: the folder named by HINDCAST_SHARED, or data in a folder "shared" beside
/// the repository. Tests that need it skip visibly without it. Archives are unpacked once into a temporary folder.
/// </summary>
internal static class SharedData
{
    /// <summary>The folder of an archive's content; skips the test when there is none.</summary>
    public static string Unpacked(string name)
    {
        string archive = Path.Combine(Root(), name + ".tar.xz");
        Assert.SkipUnless(File.Exists(archive), $"{name}.tar.xz is not there (set HINDCAST_SHARED)");
        FileInfo info = new(archive);
        string target = Path.Combine(Path.GetTempPath(), $"hindcast-tests-{name}-{info.Length}");
        if (!File.Exists(Path.Combine(target, ".complete")))
        {
            string part = target + "." + Environment.ProcessId;
            Directory.CreateDirectory(part);
            using (Process tar = Process.Start("tar", ["xJf", archive, "-C", part]))
            {
                tar.WaitForExit();
                Assert.Equal(0, tar.ExitCode);
            }

            File.WriteAllText(Path.Combine(part, ".complete"), "");
            try
            {
                Directory.Move(part, target);
            }
            catch (IOException)
            {
                // Another process was first.
                Directory.Delete(part, recursive: true);
            }
        }

        return target;
    }

    /// <summary>The lines of a text file that is packed with xz; skips the test when there is none.</summary>
    public static string[] Lines(string name)
    {
        string packed = Path.Combine(Root(), name);
        Assert.SkipUnless(File.Exists(packed), $"{name} is not there (set HINDCAST_SHARED)");
        using Process xz = Process.Start(new ProcessStartInfo("xz", ["-dc", packed]) { RedirectStandardOutput = true })!;
        string[] lines = xz.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        xz.WaitForExit();
        Assert.Equal(0, xz.ExitCode);
        return lines;
    }

    private static string Root()
    {
        if (Environment.GetEnvironmentVariable("HINDCAST_SHARED") is { Length: > 0 } named)
        {
            return Directory.Exists(Path.Combine(named, "data")) ? Path.Combine(named, "data") : named;
        }

        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Hindcast.slnx")))
            {
                return Path.Combine(folder.FullName, "..", "shared", "data");
            }
        }

        return "";
    }
}
