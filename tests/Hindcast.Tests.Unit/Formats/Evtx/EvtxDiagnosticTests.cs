using System.Buffers.Binary;
using System.Reflection;
using Hindcast.Evidence;
using Hindcast.Formats.Evtx;

namespace Hindcast.Tests.Unit.Formats.Evtx;

/// <summary>Each kind of trouble is met once, named with its code, and costs no more than itself.</summary>
public sealed class EvtxDiagnosticTests
{
    private const int Chunk = 4096;
    private const int FirstRecord = Chunk + 512;

    private static readonly Dictionary<string, Func<EvtxSummary>> Cases = new()
    {
        ["HC3001"] = static () => Read(new byte[3000]),
        ["HC3002"] = static () => Read(Change(EvtxFileBuilder.Usual(), 0, 0x00), records: 3),
        ["HC3003"] = static () => Read(new EvtxFileBuilder { HasWrongChecksum = true }.Chunk(static c => c.Usual("a", 1)).Build(), 1),
        ["HC3004"] = static () => Read(new EvtxFileBuilder { Flags = 1 }.Chunk(static c => c.Usual("a", 1)).Build(), 1),
        ["HC3005"] = static () => Read(new EvtxFileBuilder { ChunkCount = 9 }.Chunk(static c => c.Usual("a", 1)).Build(), 1),
        ["HC3006"] = static () => Read(Change(Two(), Chunk, 0x00), records: 1),
        ["HC3007"] = static () => Read(Change(EvtxFileBuilder.Usual(), Chunk + 130, 0x55), records: 3),
        ["HC3008"] = static () => Read(Change(EvtxFileBuilder.Usual(), FirstRecord + 18, 0x55), records: 3),
        ["HC3009"] = static () => Read(
            new EvtxFileBuilder().Chunk(static c =>
            {
                c.Usual("a", 1);
                c.FreeSpaceOffset = 70_000;
            }).Build(),
            records: 1),
        ["HC3010"] = static () => Read(CutInLastRecord(), records: 2),
        ["HC3011"] = static () => Read(Sealed(EvtxFileBuilder.Usual(), FirstRecord, 0x00), records: 2),
        ["HC3012"] = static () => Read(
            Sealed(EvtxFileBuilder.Usual(), FirstRecord + SizeOf(EvtxFileBuilder.Usual(), FirstRecord) - 4, 0x01), records: 3),
        ["HC3013"] = static () => Read(
            new EvtxFileBuilder().Chunk(static c => c
                .Record(static xml => xml.Fragment().Open("Event").Close().Open("System").Close().End().Bytes(0x77)).Usual("a", 1)).Build(),
            records: 2),
        ["HC3014"] = static () => Read(Definition(static xml => xml.Open("Event").Close().Slot(0, 1).Bytes(0x66)), records: 2),
        ["HC3015"] = static () => Read(Definition(static xml => xml.Open("Event").Close().Bytes(0x01).UInt16At(0xFFFF).Int32At(0)
            .Int32At(70_000).Close().Slot(0, 1).End().End()), records: 2),
        ["HC3016"] = static () => Read(Definition(static xml =>
        {
            int field = xml.Position;
            xml.Bytes(0x01).UInt16At(0xFFFF).Int32At(0).Int32At(field + 11).Int32At(0).UInt16At(1).UInt16At(5)
                .Bytes("E\0v\0e\0n\0t\0"u8).UInt16At(0).Close().Slot(0, 1).End();
        }), records: 2),
        ["HC3017"] = static () => Read(
            new EvtxFileBuilder().Chunk(static c => c.Record(static xml =>
            {
                xml.Fragment().Instance("x", static t => t.Open("Event").Close().Slot(0, 1).End(), BinXmlBuilder.Text("abc"));
                xml.Position -= 6;
            }).Usual("a", 1)).Build(),
            records: 2),
        ["HC3018"] = static () => Read(
            new EvtxFileBuilder().Chunk(static c => c.Record(static xml => xml.Fragment()
                .Instance("x", static t => t.Open("Event").Close().Slot(0, 8).End(), BinXmlBuilder.Raw(8, 1, 2, 3)).EndOfFragment())).Build(),
            records: 1),
        ["HC3019"] = static () => Read(Definition(static xml => xml.Open("Event").Close().Slot(5, 1).End()), records: 2),
        ["HC3020"] = static () => Read(
            new EvtxFileBuilder().Chunk(static c => c.Record(static xml =>
            {
                xml.Fragment();
                for (int i = 0; i < 200; i++)
                {
                    xml.Open("Deep").Close();
                }

                for (int i = 0; i < 200; i++)
                {
                    xml.End();
                }
            }).Usual("a", 1)).Build(),
            records: 2),
        ["HC3021"] = static () => Read(
            new EvtxFileBuilder().Chunk(static c => c.Record(static xml => xml.Fragment().EndOfFragment()).Usual("a", 1)).Build(), records: 2),
        ["HC3022"] = static () => Read(Slack(), records: 1),
        ["HC3023"] = static () => Read(Slack(), records: 3, new() { Carve = true, Templates = new() }),
        ["HC3025"] = static () => Read(Two()[..(Chunk + 65536)], records: 1),
        ["HC3024"] = static () => Read(
            Change(Two(), FirstRecord + 18, 0x55), records: 1, new() { Policy = EvtxReadPolicy.Strict, Templates = new() }),
    };

    public static TheoryData<string> Codes => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Each_kind_of_trouble_is_named(string code)
    {
        EvtxSummary summary = Cases[code]();
        Diagnostic found = summary.Diagnostics.First(diagnostic => diagnostic.Code == code);
        Assert.NotEmpty(found.Found);
        Assert.NotEmpty(found.Expected);
        Assert.Equal("test.evtx", found.Location.File);
    }

    [Fact]
    public void Every_code_is_unique_documented_and_fired_by_a_test()
    {
        DiagnosticDescriptor[] all =
        [
            .. typeof(EvtxDiagnostics).GetFields(BindingFlags.Public | BindingFlags.Static)
                .Select(static field => (DiagnosticDescriptor)field.GetValue(null)!),
        ];
        Assert.Equal(all.Length, all.Select(static descriptor => descriptor.Code).Distinct().Count());
        Assert.Equal(all.Select(static descriptor => descriptor.Code).Order(StringComparer.Ordinal), Cases.Keys.Order(StringComparer.Ordinal));
        string documentation = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "diagnostics", "evtx.md"));
        foreach (DiagnosticDescriptor descriptor in all)
        {
            Assert.Contains($"## {descriptor.Code} {descriptor.Title}", documentation, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Values_of_an_unreadable_template_are_still_shown()
    {
        byte[] file = Definition(static xml => xml.Bytes(0x66));
        (List<string> lines, EvtxSummary summary) = EvtxText.Json(file, EvtxText.Fresh);
        Assert.Equal("{\"UnreadableTemplate\":{\"Data\":[\"value\"]}}", lines[0]);
        Assert.Equal((1L, 1L), (summary.DamagedRecords, summary.Records));
    }

    [Fact]
    public void Carved_records_are_marked_and_counted_apart()
    {
        using EvtxSource source = EvtxSource.FromMemory(Slack(), "test.evtx");
        using EvtxReader reader = new(source, new() { Carve = true, Templates = new() });
        List<EvtxRecordDoubts> doubts = [];
        while (reader.Read())
        {
            doubts.Add(reader.Record.Doubts);
        }

        Assert.Equal(
            [EvtxRecordDoubts.None, EvtxRecordDoubts.Carved | EvtxRecordDoubts.Doubtful, EvtxRecordDoubts.Carved | EvtxRecordDoubts.Doubtful],
            doubts);
        Assert.Equal((1L, 2L), (reader.Summary.Records, reader.Summary.CarvedRecords));
    }

    [Fact]
    public void A_chunk_without_signature_is_carved_on_request()
    {
        byte[] file = Change(EvtxFileBuilder.Usual(), Chunk, 0);
        EvtxSummary summary = Read(file, records: 3, new() { Carve = true, Templates = new() });
        Assert.Equal(3, summary.CarvedRecords);
    }

    [Fact]
    public void Signs_of_tampering_are_found()
    {
        byte[] file = new EvtxFileBuilder { Flags = 1 }
            .Chunk(static c =>
            {
                c.Usual("a", 1);
                c.NextId += 5;
                c.Usual("b", 1);
                c.NextTime -= 100L * EvtxChunkBuilder.SecondTicks;
                c.Usual("c", 1);
                c.NextId -= 2;
                c.Usual("d", 1);
            })
            .Chunk(static c =>
            {
                c.NextId += 10;
                c.Record(static xml => xml.Fragment().Open("Event").Close().Open("UserData").Close()
                    .Open("LogFileCleared").Close().Open("SubjectUserName").Close().Constant("x").End().End().End().End().EndOfFragment());
            }).Build();
        LogSign[] signs = [.. Read(file, records: 5).Signs];
        Assert.Equal(
            [LogSignKind.NotClosed, LogSignKind.RecordIdGap, LogSignKind.TimeBackwards, LogSignKind.RecordIdRepeated,
                LogSignKind.LogCleared, LogSignKind.RecordIdGap],
            signs.Select(static sign => sign.Kind));
        Assert.Equal((1L, 7L), (signs[1].RecordIdBefore, signs[1].RecordIdAfter));
        Assert.True(signs[2].Time < signs[2].TimeBefore);
    }

    [Fact]
    public void A_changed_byte_in_a_record_is_a_sign()
    {
        EvtxSummary summary = Read(Change(EvtxFileBuilder.Usual(), FirstRecord + 18, 0x55), records: 3);
        Assert.Contains(summary.Signs, static sign => sign.Kind == LogSignKind.ChecksumMismatch);
        Assert.Equal(3, summary.DoubtfulRecords);
    }

    private static EvtxSummary Read(byte[] file, int records = 0, EvtxReadOptions? options = null)
    {
        (List<string> lines, EvtxSummary summary) = EvtxText.Json(file, options ?? EvtxText.Fresh);
        Assert.Equal(records, lines.Count);
        return summary;
    }

    private static byte[] Two() => new EvtxFileBuilder().Chunk(static c => c.Usual("a", 1)).Chunk(static c => c.Usual("b", 1)).Build();

    /// <summary>One record whose template is what the action writes, and one sound record.</summary>
    private static byte[] Definition(Action<BinXmlBuilder> write) => new EvtxFileBuilder().Chunk(c => c
        .Record(xml => xml.Fragment().Instance("bad", write, BinXmlBuilder.Text("value")).EndOfFragment()).Usual("a", 1)).Build();

    /// <summary>A chunk of three records whose header counts only the first.</summary>
    private static byte[] Slack()
    {
        byte[] file = EvtxFileBuilder.Usual();
        Span<byte> chunk = file.AsSpan(Chunk);
        BinaryPrimitives.WriteInt32LittleEndian(chunk[48..], 512 + SizeOf(file, FirstRecord));
        BinaryPrimitives.WriteInt64LittleEndian(chunk[32..], 1);
        EvtxChunkBuilder.Seal(chunk);
        return file;
    }

    private static byte[] CutInLastRecord()
    {
        byte[] file = EvtxFileBuilder.Usual();
        return file[..(Chunk + BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(Chunk + 48)) - 20)];
    }

    private static int SizeOf(byte[] file, int record) => BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(record + 4));

    private static byte[] Change(byte[] file, int at, byte value)
    {
        file[at] = value;
        return file;
    }

    private static byte[] Sealed(byte[] file, int at, byte value)
    {
        file[at] = value;
        EvtxChunkBuilder.Seal(file.AsSpan(Chunk, 65536));
        return file;
    }

    private static string RepositoryRoot()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Hindcast.slnx")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? "";
    }
}
