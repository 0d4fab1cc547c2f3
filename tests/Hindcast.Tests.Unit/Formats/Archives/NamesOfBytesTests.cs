using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using Hindcast.Formats.Archives;

namespace Hindcast.Tests.Unit.Formats.Archives;

/// <summary>Files and folders whose names are no UTF-8, as an old share has them and as somebody may make them to hide a file.</summary>
public sealed class NamesOfBytesTests
{
    private const string Latin = "caf%xE9";

    [Fact]
    public void They_are_listed_and_read_like_any_other()
    {
        using RawFolder raw = new();
        raw.Shell("""
            d=$(printf 'caf\351'); mkdir -p "$d/in/$d"; echo deep > "$d/in/$d/page.aspx"; echo named > "$d/$(printf '\351.aspx')"; : > "$d/$(printf 'empty\351')"
            long=$(printf '\351%.0s' $(seq 255)); echo long > "$long"; mv ../SHARE.zip "$d/$(printf 'packed\351.zip')"; echo usual > usual.txt
            gzip -c usual.txt > "$d/$(printf 'log\351.gz')"; tar -czf "$d/$(printf 'tar\351.tgz')" usual.txt "$d/in"
            """, ("SHARE.zip", EvidenceFolder.Zip(("x.txt", "packed"))));

        EvidenceTree tree = raw.Open();
        SortedDictionary<string, byte[]> read = EvidenceFolder.ReadEverything(tree);
        Assert.Equal(
            [
                Latin + "/empty%xE9", Latin + "/in/" + Latin + "/page.aspx", Latin + "/log%xE9.gz", Latin + "/log%xE9.gz!/log%xE9", Latin + "/packed%xE9.zip",
                Latin + "/packed%xE9.zip!/x.txt", Latin + "/tar%xE9.tgz", Latin + "/tar%xE9.tgz!/" + Latin + "/in/" + Latin + "/page.aspx", Latin + "/tar%xE9.tgz!/usual.txt",
                Latin + "/%xE9.aspx", string.Concat(Enumerable.Repeat("%xE9", 255)), "usual.txt",
            ],
            read.Keys.Order(Comparer<string>.Create((a, b) => string.CompareOrdinal(Key(a), Key(b)))));
        Assert.Equal("deep\n", EvidenceFolder.Text(read[Latin + "/in/" + Latin + "/page.aspx"]));
        Assert.Equal("deep\n", EvidenceFolder.Text(read[Latin + "/tar%xE9.tgz!/" + Latin + "/in/" + Latin + "/page.aspx"]));
        Assert.Equal("named\n", EvidenceFolder.Text(read[Latin + "/%xE9.aspx"]));
        Assert.Equal("packed", EvidenceFolder.Text(read[Latin + "/packed%xE9.zip!/x.txt"]));
        Assert.Equal("usual\n", EvidenceFolder.Text(read[Latin + "/log%xE9.gz!/log%xE9"]));
        Assert.Equal("long\n", EvidenceFolder.Text(read[string.Concat(Enumerable.Repeat("%xE9", 255))]));
        Assert.All(tree.Items, item => Assert.True(tree.IsUnchanged(item)));

        Hindcast.Evidence.Diagnostic told = Assert.Single(tree.Diagnostics);
        Assert.Equal((SourceDiagnostics.EscapedName, Latin, 8L), (told.Descriptor, told.Location.File, told.Count));

        // Who reads while listing gets the same.
        Reader reader = new();
        EvidenceTree streamed = raw.Open(reader);
        Assert.Equal("deep\n", reader.Texts[Latin + "/in/" + Latin + "/page.aspx"]);
        Assert.Equal("named\n", reader.Texts[Latin + "/%xE9.aspx"]);
        Assert.Equal(tree.Diagnostics.Select(d => d.ToString()), streamed.Diagnostics.Select(d => d.ToString()));

        static string Key(string path) => path.Replace("/%xE9.aspx", "/z.aspx", StringComparison.Ordinal).Replace(string.Concat(Enumerable.Repeat("%xE9", 255)), "m", StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_could_look_alike_are_told_apart()
    {
        using RawFolder raw = new();
        raw.Shell("""
            for n in 'caf\351' 'caf\350' 'caf%%xE9' 'caf%%x25xE9' 'caf\303\251' 'caf\303\251\351' 'caf\357\277\275' 'caf!' 'caf%%21' 'caf%%x21' 'caf\r' 'caf\342\200\256' 'caf'; do
              name=$(printf "$n."); name=${name%.}; printf "$n" > "$name"; mkdir "d-$name"; printf "$n" > "d-$name/page.aspx"
            done
            """);

        EvidenceTree tree = raw.Open();
        SortedDictionary<string, byte[]> read = EvidenceFolder.ReadEverything(tree);
        Assert.Equal(26, read.Count);
        Assert.All(read, file => Assert.Equal(file.Value, Bytes(file.Key.StartsWith("d-", StringComparison.Ordinal) ? file.Key[2..^"/page.aspx".Length] : file.Key)));
        Assert.Equal(tree.Items.Select(i => i.Path), tree.Items.Select(i => i.Path).Order(StringComparer.Ordinal));

        static byte[] Bytes(string shown)
        {
            byte[] bytes = new byte[100];
            Assert.True(DiskName.TryWrite(DiskName.FromShown(shown), bytes, out int written));
            return bytes[..written];
        }
    }

    [Fact]
    public void Links_pipes_and_changes_are_told_as_of_others()
    {
        using RawFolder raw = new();
        raw.Shell("""
            d=$(printf 'd\351'); mkdir "$d" target; echo secret > target/secret.txt; ln -s ../target "$d/$(printf 'l\351')"; ln -s "$(printf 'nowhere\351')" "$d/to-file"; mkfifo "$d/pipe" "$(printf 'p\351')"
            echo a > "$d/a.txt"; echo gone > "$d/$(printf 'gone\351')"; echo long > "$d/long.txt"
            """);
        EvidenceTree tree = raw.Open(new Reader(item =>
        {
            if (item.Path == "d%xE9/a.txt")
            {
                raw.Shell("d=$(printf 'd\\351'); rm \"$d/$(printf 'gone\\351')\"; echo longer > \"$d/long.txt\"");
            }
        }));

        Assert.Equal(
            [
                "HC1004 d%xE9/gone%xE9: no such file or folder", "HC1005 d%xE9/l%xE9: link to ../target", "HC1005 d%xE9/to-file: link to nowhere%xE9", "HC1006 d%xE9/pipe: pipe",
                "HC1006 p%xE9: pipe", "HC1009 d%xE9/long.txt: 7 bytes", "HC1011 d%xE9: a name with bytes or characters that cannot be shown as they are",
            ],
            tree.Diagnostics.Select(d => $"{d.Code} {d.Location.File}: {d.Found}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_path_that_is_too_long_is_said_to_be_so()
    {
        using RawFolder raw = new();
        raw.Shell("""
            d=$(printf 'd\351%.0s' $(seq 120)); half=$d/$d/$d/$d/$d/$d/$d/$d/$d; mkdir -p $half other/$half; echo lost > other/$half/lost.txt; mv other $half/
            """);

        Hindcast.Evidence.Diagnostic told = Assert.Single(raw.Open().Diagnostics, d => d.Descriptor != SourceDiagnostics.EscapedName);
        Assert.Equal((SourceDiagnostics.FolderUnreadable, "path too long for this machine"), (told.Descriptor, told.Found));
    }

    [Fact]
    public void Folder_file_and_link_may_be_named_by_the_user()
    {
        using RawFolder raw = new();
        raw.Shell("""
            d=$(printf 'd\351'); mkdir "$d"; echo page > "$d/$(printf 'p\351.aspx')"; ln -s "$d" "$(printf 'to\351')"; ln -s "$d/$(printf 'p\351.aspx')" "$(printf 'file\351')"
            """);
        foreach ((byte[] root, string path) in new (byte[], string)[]
        {
            ([(byte)'d', 0xE9], "p%xE9.aspx"), ([(byte)'t', (byte)'o', 0xE9], "p%xE9.aspx"), ([(byte)'d', 0xE9, .. "/p"u8, 0xE9, .. ".aspx"u8], "p%xE9.aspx"), ([.. "file"u8, 0xE9], "file%xE9"),
        })
        {
            string full = System.IO.Path.Join(raw.Root, DiskName.From(root));
            Assert.True(DiskPath.Exists(full));
            EvidenceTree tree = EvidenceFolder.Of(full);
            Assert.Equal("page\n", EvidenceFolder.Text(EvidenceFolder.ReadAll(tree, path)));
            Reader reader = new();
            EvidenceTree.Open([full], reader: reader, cancel: TestContext.Current.CancellationToken);
            Assert.Equal("page\n", reader.Texts[path]);
        }

        string missing = System.IO.Path.Join(raw.Root, DiskName.From([0xEA]));
        Assert.False(DiskPath.Exists(missing));
        Hindcast.Evidence.Diagnostic told = Assert.Single(EvidenceFolder.Of(missing).Diagnostics);
        Assert.Equal((SourceDiagnostics.PathNotFound, "%xEA"), (told.Descriptor, told.Location.File));
    }

    [Fact]
    public void Their_owner_is_told()
    {
        using RawFolder raw = new();
        raw.Shell("echo page > \"$(printf 'p\\351')\"; echo page > usual");
        string owner = FileOwner.Of(System.IO.Path.Join(raw.Root, "usual"));
        Assert.StartsWith("uid ", owner, StringComparison.Ordinal);
        Assert.Equal(owner, FileOwner.Of(System.IO.Path.Join(raw.Root, DiskName.From([(byte)'p', 0xE9]))));
    }

    [Fact]
    public void Without_the_calls_of_Linux_they_are_said_to_be_unreadable_and_not_to_have_vanished()
    {
        using RawFolder raw = new();
        raw.Shell("""
            mkdir "$(printf 'd\351')"; echo page > "$(printf 'p\351')"; echo twin > "$(printf 'twin\357\277\275')"; echo hidden > "$(printf 'twin\351')"; echo usual > usual
            """);
        EvidenceTree tree = EvidenceTree.List(byLinux: false, [raw.Root], EvidenceLimits.Default, null, null, 2, TestContext.Current.CancellationToken);
        Assert.Equal(["twin\uFFFD", "usual"], tree.Items.Select(i => i.Path));
        Assert.Equal("twin\n", EvidenceFolder.Text(EvidenceFolder.ReadAll(tree, "twin\uFFFD")));
        Assert.Equal(["HC1002 d\uFFFD", "HC1003 p\uFFFD", "HC1003 twin\uFFFD"], tree.Diagnostics.Select(d => $"{d.Code} {d.Location.File}").Order(StringComparer.Ordinal));
        Assert.All(tree.Diagnostics, d => Assert.Contains("no text", d.Found, StringComparison.Ordinal));
    }

    [Fact]
    public void Names_in_archives_are_kept_apart_and_shown_safely()
    {
        using EvidenceFolder folder = new();
        byte[] tar = EvidenceFolder.TarOf(
            new UstarTarEntry(TarEntryType.RegularFile, "caf_/a.aspx") { DataStream = new MemoryStream([1]) },
            new UstarTarEntry(TarEntryType.RegularFile, "caf%xE9/a.aspx") { DataStream = new MemoryStream([2]) });
        Replace(tar, "caf_/"u8, [.. "caf"u8, 0xE9, (byte)'/']);
        FixTarSum(tar);
        folder.Write("a.tar", tar);

        // In code page 437 the byte 0x82 is what the second name has in UTF-8.
        byte[] zip = EvidenceFolder.Zip(("caf_.txt", "one"), ("caf\u00E9.txt", "two"), ("caf~.txt", "three"));
        Replace(zip, "caf_."u8, [.. "caf"u8, 0x82, (byte)'.']);
        Replace(zip, "caf~."u8, [.. "caf"u8, 0xE9, (byte)'.']);
        folder.Write("b.zip", zip);

        EvidenceTree tree = folder.Open();
        SortedDictionary<string, byte[]> read = EvidenceFolder.ReadEverything(tree);
        Assert.Equal([1], read["a.tar!/caf%xE9/a.aspx"]);
        Assert.Equal([2], read["a.tar!/caf%xE9/a.aspx~2"]);
        Assert.Equal("one", EvidenceFolder.Text(read["b.zip!/caf\u00E9.txt"]));
        Assert.Equal("two", EvidenceFolder.Text(read["b.zip!/caf\u00E9.txt~2"]));
        Assert.Equal("three", EvidenceFolder.Text(read["b.zip!/caf\u0398.txt"]));
        Assert.Equal([SourceDiagnostics.DuplicateName.Code], EvidenceFolder.Codes(tree));
    }

    private static void Replace(Span<byte> bytes, ReadOnlySpan<byte> old, ReadOnlySpan<byte> replacement)
    {
        int count = 0;
        for (int at; (at = bytes.IndexOf(old)) >= 0; count++)
        {
            replacement.CopyTo(bytes[at..]);
        }

        Assert.NotEqual(0, count);
    }

    /// <summary>Puts the checksum of the first header right.</summary>
    private static void FixTarSum(Span<byte> tar)
    {
        "        "u8.CopyTo(tar[148..]);
        int sum = 0;
        foreach (byte value in tar[..512])
        {
            sum += value;
        }

        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar[148..]);
    }

    /// <summary>A folder that a shell fills and takes away, since .NET can name neither.</summary>
    private sealed class RawFolder : IDisposable
    {
        private readonly string _top = Directory.CreateTempSubdirectory("hindcast-bytes-").FullName;

        internal RawFolder()
        {
            Assert.SkipUnless(LinuxCalls.Work, "names are bytes on Linux only");
            Directory.CreateDirectory(Root);
        }

        internal string Root => System.IO.Path.Combine(_top, "root");

        internal EvidenceTree Open(IFileReader? reader = null) => EvidenceTree.Open([Root], reader: reader, threads: 1, cancel: TestContext.Current.CancellationToken);

        internal void Shell(string script, params (string Name, byte[] Bytes)[] beside)
        {
            foreach ((string name, byte[] bytes) in beside)
            {
                File.WriteAllBytes(System.IO.Path.Combine(_top, name), bytes);
            }

            using Process shell = Process.Start(new ProcessStartInfo("sh", ["-ec", script]) { WorkingDirectory = Root })!;
            shell.WaitForExit();
            Assert.Equal(0, shell.ExitCode);
        }

        public void Dispose()
        {
            using Process remove = Process.Start("rm", ["-rf", _top]);
            remove.WaitForExit();
        }
    }

    private sealed class Reader(Action<EvidenceItem>? onRead = null) : IFileReader
    {
        internal Dictionary<string, string> Texts { get; } = [];

        public void Listed(long bytes)
        {
        }

        public void Read(EvidenceItem item, Stream stream)
        {
            string text = EvidenceFolder.Text(EvidenceFolder.ReadAll(stream));
            onRead?.Invoke(item);
            lock (Texts)
            {
                Texts.Add(item.Path, text);
            }
        }
    }
}
