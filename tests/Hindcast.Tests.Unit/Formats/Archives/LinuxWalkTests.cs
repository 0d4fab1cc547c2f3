using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using Hindcast.Formats.Archives;

namespace Hindcast.Tests.Unit.Formats.Archives;

/// <summary>The calls of Linux and the ways of .NET tell the same of every kind of file.</summary>
public sealed class LinuxWalkTests
{
    /// <summary>Every kind of entry that a folder can have, made by a shell, as .NET cannot name some of them.</summary>
    private const string EveryKind = """
        set -e
        mkdir -p a/b/c 'bang!/in!' empty.d many
        echo one > a/one.txt; echo two > a/b/two.txt; printf three > a/b/c/three.txt; : > a/empty.txt
        echo bang > 'bang!/in!/file!'; echo hidden > .hidden; echo space > 'a b'; echo back > 'back\slash'; echo line > 'new
        line'
        ln -s one.txt a/link.txt; ln -s ../a a/loop; ln -s b a/to-folder; ln -s nowhere a/broken
        mkfifo a/pipe
        good=$(printf '\357\277\275'); echo replaced > "a/$good"
        long=$(printf 'n%.0s' $(seq 255)); echo long > "a/$long"; wide=$(printf '\303\251%.0s' $(seq 127)); mkdir "$wide"; echo wide > "$wide/$wide"
        for i in $(seq 600); do echo "$i" > "many/a-name-that-takes-room-so-that-one-call-is-not-enough-$i"; done
        echo closed > closed.txt; chmod 0 closed.txt; : > closed-empty.txt; chmod 0 closed-empty.txt
        mkdir closed.d; echo x > closed.d/x; chmod 0 closed.d
        mkdir listed.d listed.d/sub; echo x > listed.d/x; : > listed.d/e; ln -s x listed.d/l; chmod 444 listed.d
        echo old > old.txt; touch -d '1931-05-06 07:08:09.123456789 UTC' old.txt; echo new > new.txt; touch -d '2099-05-06 07:08:09.987654321 UTC' new.txt
        d=$(printf 'd%.0s' $(seq 200)); half=$d/$d/$d/$d/$d/$d/$d/$d/$d/$d; mkdir -p $half other/$half
        echo upper > $d/$d/upper.txt; echo lower > other/$half/lower.txt; echo lost > other/$half/lost-$d.txt; mkdir other/$half/$d; mv other $half/
        sub=sub/sub/sub/sub/sub/sub; mkdir -p many/$sub/$sub/$sub/sub; echo below > many/$sub/$sub/$sub/sub/below.txt
        """;

    [Fact]
    public void Both_tell_the_same_of_every_kind_of_entry()
    {
        Assert.SkipUnless(LinuxCalls.Work, "not this system");
        using EvidenceFolder folder = new();
        try
        {
            Shell(folder, EveryKind);
            folder.Write("a/inner.zip", EvidenceFolder.Zip(("x.txt", "packed")));
            using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(folder.Path("s")));
            EvidenceLimits[] limits =
            [
                EvidenceLimits.Default, new() { MaxFiles = 9 }, new() { MaxFiles = 0 }, new() { MaxFolderDepth = 3 }, new() { MaxFolderDepth = 19 }, new() { MaxNesting = 0 },
            ];
            foreach (EvidenceLimits limit in limits)
            {
                // That a folder inside of this one cannot be entered is told a step earlier by .NET, which shows where a limit ends the walk.
                Shell(folder, limit == EvidenceLimits.Default ? "chmod 444 listed.d" : "chmod 755 listed.d");
                foreach (IReadOnlyList<string> roots in (IReadOnlyList<string>[])[[folder.Root], [folder.Path("a"), folder.Path("many"), folder.Path("a b")], [folder.Path("a/link.txt")]])
                {
                    string expected = Told(byLinux: false, roots, limit, threads: 1);
                    Assert.Equal(expected, Told(byLinux: true, roots, limit, threads: 1));
                    Assert.Equal(expected, Told(byLinux: true, roots, limit, threads: 4));
                    Assert.Equal(expected, Told(byLinux: false, roots, limit, threads: 4));
                }
            }

            string all = Told(byLinux: true, [folder.Root], EvidenceLimits.Default, threads: 2);
            Assert.Contains("read a/one.txt", all, StringComparison.Ordinal);
            Assert.Contains("HC1005", all, StringComparison.Ordinal);
            Assert.Contains("HC1006", all, StringComparison.Ordinal);
            Assert.Contains("path too long", all, StringComparison.Ordinal);
            Assert.Contains("1931-05-06T07:08:09.1234567Z", all, StringComparison.Ordinal);
        }
        finally
        {
            // Paths longer than the system takes at once are beyond .NET's own delete.
            Shell(folder, "chmod 755 closed.d listed.d; rm -rf -- * .hidden");
        }
    }

    [Theory]
    [InlineData("rm changes.txt")]
    [InlineData("printf 1 > changes.txt")]
    [InlineData("printf 123456789 > changes.txt")]
    [InlineData("touch -d 2001-01-01 changes.txt")]
    [InlineData("rm changes.txt; mkdir changes.txt")]
    [InlineData("rm -r later; ln -s away later")]
    [InlineData("rm -r later")]
    public void Both_tell_the_same_of_files_that_change_after_they_were_listed(string change)
    {
        Assert.SkipUnless(LinuxCalls.Work, "not this system");
        string[] told = [.. new[] { false, true }.Select(byLinux =>
        {
            using EvidenceFolder folder = new();
            Write(folder);
            return Told(byLinux, [folder.Root], EvidenceLimits.Default, threads: 1, onRead: item =>
            {
                if (item.Path == "a-first.txt")
                {
                    Shell(folder, change);
                }
            });
        })];

        // An error has another name where a folder has taken the place of a file: it is opened and cannot be read, or it cannot be opened.
        Assert.Equal(told[0].Replace("access denied", "IOException", StringComparison.Ordinal), told[1]);
        Assert.Contains(change.Contains("later", StringComparison.Ordinal) ? "later" : "HC10", told[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rm changes.txt; ln -s /etc/hostname changes.txt", "no such file")]
    [InlineData("rm changes.txt; mkfifo changes.txt", "IOException")]
    public void A_link_or_pipe_put_in_the_place_of_a_file_is_not_read(string change, string found)
    {
        Assert.SkipUnless(LinuxCalls.Work, "not this system");
        using EvidenceFolder folder = new();
        Write(folder);
        string told = Told(byLinux: true, [folder.Root], EvidenceLimits.Default, threads: 1, onRead: item =>
        {
            if (item.Path == "a-first.txt")
            {
                Shell(folder, change);
            }
        });
        Assert.DoesNotContain("read changes.txt", told, StringComparison.Ordinal);
        Assert.Contains(found, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_time_that_no_calendar_has_hides_neither_its_file_nor_the_others(bool byLinux)
    {
        Assert.SkipUnless(LinuxCalls.Work && Directory.Exists("/dev/shm"), "no file system that keeps such a time");
        string root = Path.Combine("/dev/shm", "hindcast-" + Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(root);
        try
        {
            File.WriteAllText(Path.Combine(root, "late.txt"), "late");
            File.WriteAllText(Path.Combine(root, "other.txt"), "other");
            using (Process touch = Process.Start("touch", ["-d", "@999999999999", Path.Combine(root, "late.txt")]))
            {
                touch.WaitForExit();
            }

            string told = Told(byLinux, [root], EvidenceLimits.Default, threads: 1);
            Assert.Contains("read late.txt", told, StringComparison.Ordinal);
            Assert.Contains("read other.txt", told, StringComparison.Ordinal);
            Assert.DoesNotContain("HC", told, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Nothing_stays_open()
    {
        Assert.SkipUnless(LinuxCalls.Work, "not this system");
        using EvidenceFolder folder = new();
        Write(folder);
        folder.Write("x.zip", EvidenceFolder.Zip(("x.txt", "packed")));
        Told(byLinux: true, [folder.Root], EvidenceLimits.Default, threads: 2);
        Assert.DoesNotContain(
            Directory.EnumerateFiles("/proc/self/fd").Select(f => new FileInfo(f)).Where(f => f.Exists || f.LinkTarget is not null).Select(f => f.LinkTarget ?? ""),
            target => target.StartsWith(folder.Root, StringComparison.Ordinal));
    }

    private static void Write(EvidenceFolder folder)
    {
        folder.Write("a-first.txt", "first");
        folder.Write("changes.txt", "12345");
        folder.Write("later/file.txt", "later");
        folder.Write("away/file.txt", "later");
        folder.Write("zz.txt", "last");
        foreach (string file in Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc));
        }
    }

    /// <summary>All that a listing with a reader and one without say, as text.</summary>
    private static string Told(bool byLinux, IReadOnlyList<string> roots, EvidenceLimits limits, int threads, Action<EvidenceItem>? onRead = null)
    {
        Reader reader = new(onRead);
        EvidenceTree read = EvidenceTree.List(byLinux, roots, limits, null, reader, threads, TestContext.Current.CancellationToken);
        List<string> told = [.. reader.Lines.Order(StringComparer.Ordinal)];
        told.AddRange(Lines(read));
        if (onRead is null)
        {
            EvidenceTree listed = EvidenceTree.List(byLinux, roots, limits, null, null, threads, TestContext.Current.CancellationToken);
            told.AddRange(Lines(listed));
            told.AddRange(EvidenceFolder.ReadEverything(listed).Select(f => $"{f.Key} {Convert.ToHexString(SHA256.HashData(f.Value))}"));
            Assert.All(listed.Items, item => Assert.True(item.FullPath is null || listed.IsUnchanged(item) || item.LengthBytes >= 0));
            told.AddRange(Lines(listed));
        }

        return string.Join('\n', told).Replace(Path.GetFileName(roots[0]), "root", StringComparison.Ordinal);
    }

    private static IEnumerable<string> Lines(EvidenceTree tree) =>
        [.. tree.Items.Select(i => $"item {Line(i)}"), .. tree.SequentialArchives.Select(i => $"archive {i.Path}"), .. tree.Diagnostics.Select(d => d.ToString())];

    private static string Line(EvidenceItem item) =>
        $"{item.Path} {item.LengthBytes} {item.Modified} {item.ModifiedIsLocal} {item.IsContainer} {item.Access} {item.OriginalPath} {item.RootName} {Path.GetFileName(item.FullPath)}";

    private static void Shell(EvidenceFolder folder, string script)
    {
        using Process shell = Process.Start(new ProcessStartInfo("sh", ["-c", script]) { WorkingDirectory = folder.Root })!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }

    private sealed class Reader(Action<EvidenceItem>? onRead) : IFileReader
    {
        internal ConcurrentBag<string> Lines { get; } = [];

        public void Listed(long bytes) => Lines.Add($"listed {bytes}");

        public void Read(EvidenceItem item, Stream stream)
        {
            onRead?.Invoke(item);
            Lines.Add($"read {Line(item)} {Convert.ToHexString(SHA256.HashData(EvidenceFolder.ReadAll(stream)))}");
        }
    }
}
