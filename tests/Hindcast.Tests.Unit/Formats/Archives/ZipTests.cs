using System.Buffers.Binary;
using System.IO.Compression;
using Hindcast.Formats.Archives;
using SharpCompress.Writers.Zip;

namespace Hindcast.Tests.Unit.Formats.Archives;

public sealed class ZipTests : IDisposable
{
    private readonly EvidenceFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Hostile_names_are_read_under_safe_ones()
    {
        _folder.Write("a.zip", EvidenceFolder.Zip(
            ("../../etc/passwd", "1"), ("x/a\u0001\u0000b.log", "2"), ("logs/NUL.txt", "3"), ("r\u202Elog.exe", "4"), ("odd!/x.log", "5")));
        EvidenceTree tree = _folder.Open();
        Assert.Equal(
            ["a.zip", "a.zip!/%2E%2E/%2E%2E/etc/passwd", "a.zip!/logs/NUL.txt", "a.zip!/odd%21/x.log", "a.zip!/r%202Elog.exe", "a.zip!/x/a%01%00b.log"],
            tree.Items.Select(i => i.Path));
        Assert.Equal(4, tree.Diagnostics.Count(d => d.Descriptor == SourceDiagnostics.UnsafeName));
        Assert.Equal("1", EvidenceFolder.Text(EvidenceFolder.ReadAll(tree, "a.zip!/%2E%2E/%2E%2E/etc/passwd")));
    }

    [Fact]
    public void Names_as_some_collectors_write_them_are_one_remark()
    {
        _folder.Write("a.zip", EvidenceFolder.Zip((@"C:\inetpub\a.log", "1"), ("/abs/b.log", "2"), (@"logs\c.log", "3")));
        EvidenceTree tree = _folder.Open();
        Assert.Equal(["a.zip", "a.zip!/C:/inetpub/a.log", "a.zip!/abs/b.log", "a.zip!/logs/c.log"], tree.Items.Select(i => i.Path));
        Assert.Equal(@"C:\inetpub\a.log", tree.Items[1].OriginalPath);
        Assert.Equal(3, EvidenceFolder.Only(tree, SourceDiagnostics.UnusualName).Count);
        Assert.Single(tree.Diagnostics);
    }

    [Fact]
    public void Two_members_of_one_name_are_both_read()
    {
        _folder.Write("a.zip", EvidenceFolder.Zip(("x.log", "first"), ("x.log", "second")));
        EvidenceTree tree = _folder.Open();
        Assert.Equal("first", EvidenceFolder.Text(EvidenceFolder.ReadAll(tree, "a.zip!/x.log")));
        Assert.Equal("second", EvidenceFolder.Text(EvidenceFolder.ReadAll(tree, "a.zip!/x.log~2")));
        EvidenceFolder.Only(tree, SourceDiagnostics.DuplicateName);
    }

    [Fact]
    public void A_name_too_long_is_cut_and_the_file_is_read()
    {
        _folder.Write("a.zip", EvidenceFolder.Zip((new string('n', 5000), "x")));
        EvidenceTree tree = _folder.Open(new EvidenceLimits { MaxNameLength = 20 });
        Assert.Equal("a.zip!/" + new string('n', 20) + "~", tree.Items[1].Path);
        EvidenceFolder.Only(tree, SourceDiagnostics.NameTooLong);
        Assert.Equal("x", EvidenceFolder.Text(EvidenceFolder.ReadAll(tree, tree.Items[1].Path)));
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Archives_in_archives_are_read_to_the_limit(CompressionLevel level)
    {
        byte[] inner = EvidenceFolder.Zip(level, ("x.log", "deep"u8.ToArray()));
        byte[] middle = EvidenceFolder.Zip(level, ("inner.zip", inner), ("m.log", "m"u8.ToArray()));
        _folder.Write("outer.zip", EvidenceFolder.Zip(level, ("middle.zip", middle)));

        EvidenceTree two = _folder.Open();
        Assert.Equal(
            ["outer.zip", "outer.zip!/middle.zip", "outer.zip!/middle.zip!/inner.zip", "outer.zip!/middle.zip!/m.log"],
            two.Items.Select(i => i.Path));
        Assert.Equal("outer.zip!/middle.zip!/inner.zip", EvidenceFolder.Only(two, SourceDiagnostics.NestedTooDeep).Location.File);

        EvidenceTree three = _folder.Open(new EvidenceLimits { MaxNesting = 3 });
        Assert.Equal("deep", EvidenceFolder.Text(EvidenceFolder.ReadEverything(three)["outer.zip!/middle.zip!/inner.zip!/x.log"]));
        Assert.Empty(three.Diagnostics);
    }

    [Fact]
    public void An_inner_archive_too_large_for_memory_is_not_opened()
    {
        _folder.Write("outer.zip", EvidenceFolder.Zip(CompressionLevel.Fastest, ("in.zip", EvidenceFolder.Zip(("x.log", new string('x', 4000))))));
        EvidenceTree tree = _folder.Open(new EvidenceLimits { MaxHeldBytes = 50 });
        Assert.Equal(["outer.zip", "outer.zip!/in.zip"], tree.Items.Select(i => i.Path));
        EvidenceFolder.Only(tree, SourceDiagnostics.NestedTooLarge);
    }

    [Fact]
    public void A_bomb_stops_at_the_ratio_with_what_came_before()
    {
        _folder.Write("bomb.zip", EvidenceFolder.Zip(CompressionLevel.Optimal, ("zeros.log", new byte[3_000_000])));
        EvidenceTree tree = _folder.Open(new EvidenceLimits { RatioFreeBytes = 1_000_000, MaxRatio = 100 });
        int length = EvidenceFolder.ReadAll(tree, "bomb.zip!/zeros.log").Length;
        Assert.InRange(length, 900_000, 1_000_000);
        Assert.Equal(length, EvidenceFolder.Only(tree, SourceDiagnostics.RatioTooHigh).Location.OffsetBytes);
    }

    [Fact]
    public void An_archive_that_unpacks_to_too_much_is_read_up_to_the_limit()
    {
        _folder.Write("a.zip", EvidenceFolder.Zip(CompressionLevel.Optimal, ("1.log", new byte[600]), ("2.log", new byte[600])));
        EvidenceTree tree = _folder.Open(new EvidenceLimits { MaxUnpackedBytes = 1000 });
        Assert.Equal(600, EvidenceFolder.ReadAll(tree, "a.zip!/1.log").Length);
        Assert.Empty(EvidenceFolder.ReadAll(tree, "a.zip!/2.log"));
        Assert.Equal(600, EvidenceFolder.Only(tree, SourceDiagnostics.UnpackedTooLarge).LostBytes);
    }

    [Fact]
    public void Too_many_members_stop_at_the_limit()
    {
        _folder.Write("a.zip", EvidenceFolder.Zip(("1", "1"), ("2", "2"), ("3", "3")));
        EvidenceTree tree = _folder.Open(new EvidenceLimits { MaxMembers = 2 });
        Assert.Equal(["a.zip", "a.zip!/1", "a.zip!/2"], tree.Items.Select(i => i.Path));
        EvidenceFolder.Only(tree, SourceDiagnostics.TooManyMembers);
    }

    [Fact]
    public void Members_that_share_packed_bytes_are_read_once()
    {
        byte[] zip = EvidenceFolder.Zip(("a.log", "shared"), ("b.log", "other!"));
        int second = zip.AsSpan().LastIndexOf("PK\x01\x02"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(second + 42), 0);
        _folder.Write("a.zip", zip);
        EvidenceTree tree = _folder.Open();
        Assert.Equal("shared", EvidenceFolder.Text(EvidenceFolder.ReadAll(tree, "a.zip!/a.log")));
        Assert.Empty(EvidenceFolder.ReadAll(tree, "a.zip!/b.log"));
        Assert.Equal("a.zip!/b.log", EvidenceFolder.Only(tree, SourceDiagnostics.MembersOverlap).Location.File);
    }

    [Fact]
    public void A_wrong_checksum_is_reported_and_all_bytes_are_given()
    {
        byte[] zip = EvidenceFolder.Zip(CompressionLevel.NoCompression, ("a.log", "the true bytes"u8.ToArray()));
        zip[zip.AsSpan().IndexOf("true"u8)] ^= 1;
        _folder.Write("a.zip", zip);
        EvidenceTree tree = _folder.Open();
        Assert.Equal("the urue bytes", EvidenceFolder.Text(EvidenceFolder.ReadAll(tree, "a.zip!/a.log")));
        Assert.Equal(14, EvidenceFolder.Only(tree, SourceDiagnostics.ChecksumWrong).Location.OffsetBytes);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_zip_that_breaks_off_gives_the_members_before(bool streamed)
    {
        byte[] log = EvidenceFolder.Noise(50_000);
        byte[] zip = streamed ? StreamedZip(log) : EvidenceFolder.Zip(CompressionLevel.Optimal, ("1.log", log), ("2.log", log), ("3.log", log));
        _folder.Write("a.zip", zip[..(zip.Length / 2)]);
        EvidenceTree tree = _folder.Open();
        Assert.Equal(["a.zip", "a.zip!/1.log", "a.zip!/2.log"], tree.Items.Select(i => i.Path));
        Assert.Equal(log, EvidenceFolder.ReadAll(tree, "a.zip!/1.log"));
        byte[] second = EvidenceFolder.ReadAll(tree, "a.zip!/2.log");
        Assert.InRange(second.Length, 15_000, 35_000);
        Assert.Equal(log[..second.Length], second);
        Assert.Equal(zip.Length / 2, EvidenceFolder.Only(tree, SourceDiagnostics.ArchiveTruncated).Location.OffsetBytes);
        Assert.Equal(!streamed, tree.Diagnostics.Any(d => d.Descriptor == SourceDiagnostics.MemberDamaged));
    }

    [Fact]
    public void A_zip_with_a_broken_directory_is_read_by_its_local_headers()
    {
        byte[] zip = EvidenceFolder.Zip(("1.log", "one"), ("2.log", "two"));
        zip[zip.AsSpan().LastIndexOf("PK\x01\x02"u8)] = (byte)'X';
        _folder.Write("a.zip", zip);
        EvidenceTree tree = _folder.Open();
        Assert.Equal("two", EvidenceFolder.Text(EvidenceFolder.ReadAll(tree, "a.zip!/2.log")));
        EvidenceFolder.Only(tree, SourceDiagnostics.ArchiveDamaged);
    }

    [Fact]
    public void Something_before_the_archive_shifts_its_offsets()
    {
        byte[] zip = EvidenceFolder.Zip(("1.log", "one"));
        _folder.Write("a.zip", [.. "PK00"u8, .. zip]);
        Assert.Equal("one", EvidenceFolder.Text(EvidenceFolder.ReadAll(_folder.Open(), "a.zip!/1.log")));
    }

    [Fact]
    public void Rare_methods_are_read_and_unknown_ones_are_diagnostics()
    {
        byte[] log = EvidenceFolder.Noise(5_000);
        using MemoryStream stream = new();
        using (ZipWriter writer = new(stream, new ZipWriterOptions(SharpCompress.Common.CompressionType.BZip2) { LeaveStreamOpen = true }))
        {
            writer.Write("a.log", new MemoryStream(log), new DateTime(2021, 3, 3, 0, 0, 0, DateTimeKind.Utc));
        }

        _folder.Write("bzip2.zip", stream.ToArray());
        byte[] unknown = EvidenceFolder.Zip(("a.log", "x"));
        unknown[unknown.AsSpan().IndexOf("PK\x01\x02"u8) + 10] = 42;
        _folder.Write("unknown.zip", unknown);
        EvidenceTree tree = _folder.Open();
        Assert.Equal(log, EvidenceFolder.ReadAll(tree, "bzip2.zip!/a.log"));
        Assert.Equal("method 42", EvidenceFolder.Only(tree, SourceDiagnostics.Unsupported).Found);
    }

    [Theory]
    [InlineData("zipcrypto.zip")]
    [InlineData("aes.zip")]
    [InlineData("aes.7z")]
    public void Encrypted_members_need_their_password(string name)
    {
        _folder.Write(name, ArchiveSamples.Read(name));
        EvidenceTree none = _folder.Open();
        Assert.All(EvidenceFolder.ReadEverything(none).Where(p => p.Key != name), p => Assert.Empty(p.Value));
        Assert.Contains(SourceDiagnostics.Encrypted.Code, EvidenceFolder.Codes(none));
        EvidenceTree right = _folder.Open(password: "infected");
        Assert.Equal("secret line\n", EvidenceFolder.Text(EvidenceFolder.ReadEverything(right)[name + "!/u_ex210303.log"]));
        Assert.Empty(right.Diagnostics);
    }

    /// <summary>A zip as programs write it to a pipe: lengths come after the bytes.</summary>
    private static byte[] StreamedZip(byte[] log)
    {
        using MemoryStream whole = new();
        using (ZipArchive zip = new(new OneWayStream(whole), ZipArchiveMode.Create))
        {
            foreach (string name in (string[])["1.log", "2.log", "3.log"])
            {
                using Stream body = zip.CreateEntry(name).Open();
                body.Write(log);
            }
        }

        return whole.ToArray();
    }

    private sealed class OneWayStream(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }
}
