using System.Formats.Tar;
using System.IO.Compression;
using Hindcast.Evidence;
using Hindcast.Formats.Archives;

namespace Hindcast.Tests.Unit.Formats.Archives;

public sealed class StreamArchiveTests : IDisposable
{
    private readonly EvidenceFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_plain_tar_can_be_read_in_any_order()
    {
        string longName = string.Join('/', Enumerable.Repeat("folder-with-a-long-name", 10)) + "/x.log";
        _folder.Write("a.tar", EvidenceFolder.Tar(("b.log", [1, 2, 3]), (longName, [4]), ("empty.log", [])));
        EvidenceTree tree = _folder.Open();
        Assert.Equal(["a.tar", "a.tar!/b.log", "a.tar!/empty.log", "a.tar!/" + longName], tree.Items.Select(i => i.Path));
        Assert.All(tree.Items.Skip(1), i => Assert.Equal(EvidenceAccess.Parallel, i.Access));
        Assert.Equal([4], EvidenceFolder.ReadAll(tree, "a.tar!/" + longName));
        Assert.Equal([1, 2, 3], EvidenceFolder.ReadAll(tree, "a.tar!/b.log"));
        Assert.Equal("2021-03-03T04:23:22.5000000Z", tree.Items[1].Modified.ToString());
        Assert.False(tree.Items[1].ModifiedIsLocal);
        Assert.Empty(tree.Diagnostics);
    }

    [Fact]
    public void A_compressed_tar_is_visited_in_its_own_order()
    {
        _folder.Write("a.tgz", EvidenceFolder.Gzip(EvidenceFolder.Tar(("z.log", "zzz"u8.ToArray()), ("a.log", "aa"u8.ToArray()), ("m.log", [7]))));
        EvidenceTree tree = _folder.Open();
        Assert.Equal(["a.tgz", "a.tgz!/a.log", "a.tgz!/m.log", "a.tgz!/z.log"], tree.Items.Select(i => i.Path));
        Assert.Equal(tree.Items[0], Assert.Single(tree.SequentialArchives));
        List<string> seen = [];
        tree.Visit(
            item => !item.Path.EndsWith("m.log", StringComparison.Ordinal),
            (item, stream) => seen.Add($"{item.Path}={EvidenceFolder.Text(EvidenceFolder.ReadAll(stream))}"),
            TestContext.Current.CancellationToken);
        Assert.Equal(["a.tgz!/z.log=zzz", "a.tgz!/a.log=aa"], seen);
        Assert.Throws<InvalidOperationException>(() => tree.OpenRead(tree.Items[1]));
        Assert.Empty(tree.Diagnostics);
    }

    [Theory]
    [InlineData("t.tar.xz")]
    [InlineData("t.tar.bz2")]
    [InlineData("t.tar.zst")]
    [InlineData("solid.7z")]
    public void Other_sequential_archives_are_read(string name)
    {
        _folder.Write(name, ArchiveSamples.Read(name));
        EvidenceTree tree = _folder.Open();
        SortedDictionary<string, byte[]> all = EvidenceFolder.ReadEverything(tree);
        Assert.Equal([name, name + "!/C/inetpub/a.log", name + "!/C/inetpub/b.log"], tree.Items.Select(i => i.Path));
        Assert.Equal("line one\n", EvidenceFolder.Text(all[name + "!/C/inetpub/a.log"]));
        Assert.Equal("line two\n", EvidenceFolder.Text(all[name + "!/C/inetpub/b.log"]));
        Assert.Equal("2021-03-03T04:23:22", tree.Items[1].Modified.ToString()![..19]);
        Assert.Equal(@"C:\inetpub\a.log", tree.Items[1].OriginalPath);
        Assert.Empty(tree.Diagnostics);
    }

    [Theory]
    [InlineData("u.log.xz")]
    [InlineData("u.log.bz2")]
    [InlineData("u.log.zst")]
    public void Single_compressed_files_are_read_in_parallel(string name)
    {
        _folder.Write(name, ArchiveSamples.Read(name));
        EvidenceTree tree = _folder.Open();
        Assert.Equal([name, name + "!/u.log"], tree.Items.Select(i => i.Path));
        Assert.Equal(EvidenceAccess.Parallel, tree.Items[1].Access);
        Assert.Equal("one log line\n", EvidenceFolder.Text(EvidenceFolder.ReadAll(tree, name + "!/u.log")));
        Assert.Empty(tree.Diagnostics);
    }

    [Fact]
    public void Gzip_files_of_several_members_are_one_file()
    {
        byte[] one = EvidenceFolder.Noise(100_000, 1), two = EvidenceFolder.Noise(50_000, 2);
        _folder.Write("a.log.gz", [.. EvidenceFolder.Gzip(one), .. EvidenceFolder.Gzip([]), .. EvidenceFolder.Gzip(two), .. new byte[700]]);
        EvidenceTree tree = _folder.Open();
        Assert.Equal([.. one, .. two], EvidenceFolder.ReadAll(tree, "a.log.gz!/a.log"));
        Assert.Empty(tree.Diagnostics);
    }

    [Fact]
    public void Gzip_trouble_is_told_apart_and_every_good_byte_is_given()
    {
        byte[] log = EvidenceFolder.Noise(100_000);
        byte[] gzip = EvidenceFolder.Gzip(log);
        _folder.Write("cut.gz", gzip[..(gzip.Length / 2)]);
        byte[] wrong = [.. gzip];
        wrong[^6] ^= 1;
        _folder.Write("wrong.gz", wrong);
        _folder.Write("tail.gz", [.. gzip, .. "junk"u8]);
        using MemoryStream flushed = new();
        using (GZipStream half = new(flushed, CompressionLevel.Optimal, leaveOpen: true))
        {
            half.Write(log);
            half.Flush();
            _folder.Write("damaged.gz", [.. flushed.ToArray(), .. Enumerable.Repeat((byte)0xFF, 100)]);
        }

        EvidenceTree tree = _folder.Open();
        byte[] cut = EvidenceFolder.ReadAll(tree, "cut.gz!/cut");
        Assert.InRange(cut.Length, 45_000, 55_000);
        Assert.Equal(log[..cut.Length], cut);
        Assert.Equal(log, EvidenceFolder.ReadAll(tree, "wrong.gz!/wrong"));
        Assert.Equal(log, EvidenceFolder.ReadAll(tree, "tail.gz!/tail"));
        Assert.Equal(log, EvidenceFolder.ReadAll(tree, "damaged.gz!/damaged"));
        Assert.Equal(
            ["HC1021 cut.gz", "HC1020 damaged.gz", "HC1038 tail.gz", "HC1023 wrong.gz"],
            tree.Diagnostics.Select(d => $"{d.Code} {d.Location.File}"));
        Assert.Equal(100_000, tree.Diagnostics[1].Location.OffsetBytes);
    }

    [Fact]
    public void A_gzip_bomb_stops_at_the_ratio()
    {
        _folder.Write("bomb.gz", EvidenceFolder.Gzip(new byte[3_000_000]));
        EvidenceTree tree = _folder.Open(new EvidenceLimits { RatioFreeBytes = 1_000_000, MaxRatio = 100 });
        Assert.InRange(EvidenceFolder.ReadAll(tree, "bomb.gz!/bomb").Length, 800_000, 1_000_000);
        Assert.Contains(tree.Diagnostics, d => d.Descriptor == SourceDiagnostics.RatioTooHigh);
    }

    [Fact]
    public void A_compressed_tar_stops_at_the_limit_of_bytes_and_keeps_what_came_before()
    {
        _folder.Write("a.tgz", EvidenceFolder.Gzip(EvidenceFolder.Tar(("1.log", EvidenceFolder.Noise(1000)), ("2.log", new byte[1_000_000]))));
        EvidenceTree tree = _folder.Open(new EvidenceLimits { MaxUnpackedBytes = 100_000 });
        Assert.Equal(1000, EvidenceFolder.ReadEverything(tree)["a.tgz!/1.log"].Length);
        Assert.Contains(tree.Diagnostics, d => d.Descriptor == SourceDiagnostics.UnpackedTooLarge);
    }

    [Fact]
    public void Links_and_devices_in_a_tar_are_listed_and_not_followed()
    {
        byte[] tar = EvidenceFolder.TarOf(
            new PaxTarEntry(TarEntryType.SymbolicLink, "evil") { LinkName = "/etc/shadow" },
            new PaxTarEntry(TarEntryType.HardLink, "hard") { LinkName = "../../x" },
            new PaxTarEntry(TarEntryType.CharacterDevice, "dev") { DeviceMajor = 1, DeviceMinor = 5 },
            new PaxTarEntry(TarEntryType.Fifo, "pipe"),
            new PaxTarEntry(TarEntryType.Directory, "evil/"),
            new PaxTarEntry(TarEntryType.RegularFile, "evil/../../x.log") { DataStream = new MemoryStream([1]) });
        _folder.Write("a.tar", tar);
        EvidenceTree tree = _folder.Open();
        Assert.Equal(["a.tar", "a.tar!/evil/%2E%2E/%2E%2E/x.log"], tree.Items.Select(i => i.Path));
        Assert.Equal(["evil -> /etc/shadow", "hard -> ../../x"],
            tree.Diagnostics.Where(d => d.Descriptor == SourceDiagnostics.LinkInArchive).Select(d => d.Found));
        Assert.Equal(2, tree.Diagnostics.Count(d => d.Descriptor == SourceDiagnostics.SpecialMember));
    }

    [Fact]
    public void A_damaged_tar_header_loses_one_member_alone()
    {
        byte[] tar = EvidenceFolder.TarOf(
            new UstarTarEntry(TarEntryType.RegularFile, "1.log") { DataStream = new MemoryStream([1]) },
            new UstarTarEntry(TarEntryType.RegularFile, "2.log") { DataStream = new MemoryStream([2]) },
            new UstarTarEntry(TarEntryType.RegularFile, "3.log") { DataStream = new MemoryStream([3]) });
        tar[1024 + 5] ^= 0x40;
        _folder.Write("a.tar", tar);
        EvidenceTree tree = _folder.Open();
        Assert.Equal(["a.tar", "a.tar!/1.log", "a.tar!/3.log"], tree.Items.Select(i => i.Path));
        Diagnostic lost = EvidenceFolder.Only(tree, SourceDiagnostics.ArchiveDamaged);
        Assert.Equal((1024, 1024), (lost.Location.OffsetBytes, lost.LostBytes));
    }

    [Fact]
    public void Tars_put_one_behind_the_other_are_all_read_and_junk_at_the_end_is_reported()
    {
        _folder.Write("a.tar", [.. EvidenceFolder.Tar(("1.log", [1])), .. EvidenceFolder.Tar(("2.log", [2])), .. EvidenceFolder.Noise(700)]);
        EvidenceTree tree = _folder.Open();
        Assert.Equal(["a.tar", "a.tar!/1.log", "a.tar!/2.log"], tree.Items.Select(i => i.Path));
        Assert.Equal(700, EvidenceFolder.Only(tree, SourceDiagnostics.TrailingBytes).LostBytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_tar_that_breaks_off_gives_what_is_there(bool compressed)
    {
        byte[] log = EvidenceFolder.Noise(20_000);
        byte[] second = EvidenceFolder.Noise(20_000, 7);
        byte[] tar = EvidenceFolder.Tar(("1.log", log), ("2.log", second));
        _folder.Write("a", compressed ? EvidenceFolder.Gzip(tar)[..^8000] : tar[..^10_000]);
        EvidenceTree tree = _folder.Open();
        SortedDictionary<string, byte[]> all = EvidenceFolder.ReadEverything(tree);
        Assert.Equal(log, all["a!/1.log"]);
        Assert.Equal(second[..all["a!/2.log"].Length], all["a!/2.log"]);
        Assert.InRange(all["a!/2.log"].Length, 5_000, 19_999);
        Assert.Contains(SourceDiagnostics.ArchiveTruncated.Code, EvidenceFolder.Codes(tree));
        Assert.Contains(SourceDiagnostics.MemberDamaged.Code, EvidenceFolder.Codes(tree));
    }

    [Fact]
    public void Archives_inside_a_sequential_archive_are_read()
    {
        byte[] zip = EvidenceFolder.Zip(("C/inetpub/a.log", "from zip"));
        byte[] gzip = EvidenceFolder.Gzip("from gzip"u8.ToArray());
        byte[] tar = EvidenceFolder.Tar(("host.zip", zip), ("b.log.gz", gzip), ("c.7z", ArchiveSamples.Read("solid.7z")), ("d.log", [5]));
        _folder.Write("a.tar.gz", EvidenceFolder.Gzip(tar));
        EvidenceTree tree = _folder.Open();
        SortedDictionary<string, byte[]> all = EvidenceFolder.ReadEverything(tree);
        Assert.Equal("from zip", EvidenceFolder.Text(all["a.tar.gz!/host.zip!/C/inetpub/a.log"]));
        Assert.Equal("from gzip", EvidenceFolder.Text(all["a.tar.gz!/b.log.gz!/b.log"]));
        Assert.Equal("line two\n", EvidenceFolder.Text(all["a.tar.gz!/c.7z!/C/inetpub/b.log"]));
        Assert.Equal([5], all["a.tar.gz!/d.log"]);
        Assert.Empty(tree.Diagnostics);
    }

    [Fact]
    public void An_archive_of_another_format_is_a_diagnostic()
    {
        _folder.Write("a.bin", [.. "Rar!\x1A\x07\x01\0"u8, .. new byte[100]]);
        Assert.Equal("a.bin", EvidenceFolder.Only(_folder.Open(), SourceDiagnostics.Unsupported).Location.File);
    }

    [Fact]
    public void What_the_callers_own_code_throws_comes_out_unchanged()
    {
        _folder.Write("a.7z", ArchiveSamples.Read("solid.7z"));
        EvidenceTree tree = _folder.Open();
        Assert.Throws<InvalidDataException>(() => tree.Visit(
            _ => true, (_, _) => throw new InvalidDataException("mine"), TestContext.Current.CancellationToken));
        Assert.Empty(tree.Diagnostics);
    }
}
