using System.Xml.Linq;
using Hindcast.Evidence;
using Hindcast.Formats.Evtx;

namespace Hindcast.Tests.Unit.Formats.Evtx;

public sealed class EvtxReaderTests
{
    [Fact]
    public void Usual_records_are_read_whole_without_diagnostics()
    {
        (List<string> lines, EvtxSummary summary) = EvtxText.Json(EvtxFileBuilder.Usual());
        Assert.Equal(
            "{\"Event\":{\"#attributes\":{\"xmlns\":\"urn:test\"},\"System\":{\"Provider\":{\"#attributes\":{\"Name\":\"Test-Provider\"}},"
            + "\"EventID\":4242,\"TimeCreated\":{\"#attributes\":{\"SystemTime\":\"2021-03-03T04:23:23.3700000Z\"}},\"EventRecordID\":1,"
            + "\"Channel\":\"Test/Operational\",\"Security\":null},\"EventData\":{\"User\":\"user0\",\"Number\":0,\"Logon Id\":\"0x3e7\","
            + "\"Text\":\"a <b> & \\\"c\\\"é\"}}}",
            lines[0]);
        Assert.Equal(3, lines.Count);
        Assert.Equal(3, summary.Records);
        Assert.Equal((1L, 3L), (summary.FirstRecordId, summary.LastRecordId));
        Assert.Empty(summary.Diagnostics);
        Assert.Empty(summary.Signs);
    }

    [Fact]
    public void Xml_is_on_one_line_with_single_quotes_and_escapes()
    {
        (List<string> lines, _) = EvtxText.Xml(EvtxFileBuilder.Usual());
        Assert.Equal(
            "<Event xmlns='urn:test'><System><Provider Name='Test-Provider'/><EventID>4242</EventID>"
            + "<TimeCreated SystemTime='2021-03-03T04:23:23.3700000Z'/><EventRecordID>1</EventRecordID><Channel>Test/Operational</Channel>"
            + "<Security/></System><EventData><Data Name='User'>user0</Data><Data Name='Number'>0</Data><Data Name='Logon Id'>0x3e7</Data>"
            + "<Data Name='Text'>a &lt;b&gt; &amp; \"c\"é</Data></EventData></Event>",
            lines[0]);
        Assert.NotNull(XDocument.Parse(lines[0]).Root);
    }

    [Fact]
    public void Every_token_of_a_record_without_template_is_rendered()
    {
        byte[] file = new EvtxFileBuilder().Chunk(static chunk => chunk.Record(static xml => xml.Fragment()
            .Open("Event").Close()
            .Open("EventData").Close()
            .Open("Data", hasAttributes: true).Attribute("Name").Constant("A").Close().Constant("x").Entity("lt").Character('y').End()
            .Open("Data").Close().CData("c]]>d").End()
            .Open("Data").Close().Bytes(0x05, 0x08, 42, 0, 0, 0).End()
            .Open("Data").CloseEmpty()
            .End()
            .Instruction("target", "text")
            .End().EndOfFragment())).Build();
        (List<string> xml, EvtxSummary summary) = EvtxText.Xml(file);
        Assert.Equal(
            "<Event><EventData><Data Name='A'>x&lt;y</Data><Data><![CDATA[c]]]]><![CDATA[>d]]></Data><Data>42</Data><Data/></EventData>"
            + "<?target text?></Event>",
            xml[0]);
        (List<string> json, _) = EvtxText.Json(file);
        Assert.Equal("{\"Event\":{\"EventData\":{\"A\":\"x<y\",\"Data\":[\"c]]>d\",42,null]}}}", json[0]);
        Assert.Empty(summary.Diagnostics);
    }

    [Fact]
    public void Arrays_repeat_their_element_and_absent_values_take_theirs_with_them()
    {
        byte[] file = new EvtxFileBuilder().Chunk(static chunk => chunk.Record(static xml => xml.Fragment()
            .Instance("arrays", static t => t.Open("Event").Close().Open("EventData").Close()
                .Open("Data").Close().Slot(0, 0x81).End()
                .Open("Gone", dependency: 1).Close().Slot(1, 1).End()
                .Open("Numbers").Close().Slot(2, 0x86).End()
                .Open("Kept").Close().Optional(1, 1).End()
                .End().End(),
                BinXmlBuilder.Texts("one", "", "three"), BinXmlBuilder.Null, BinXmlBuilder.Raw(0x86, 1, 0, 2, 0))
            .EndOfFragment())).Build();
        Assert.Equal(
            "<Event><EventData><Data>one</Data><Data></Data><Data>three</Data><Numbers>1</Numbers><Numbers>2</Numbers><Kept></Kept>"
            + "</EventData></Event>",
            EvtxText.Xml(file).Lines[0]);
        Assert.Equal(
            "{\"Event\":{\"EventData\":{\"Data\":[\"one\",\"\",\"three\"],\"Numbers\":[1,2],\"Kept\":null}}}", EvtxText.Json(file).Lines[0]);
    }

    [Theory]
    [InlineData(0x03, "FF", "-1")]
    [InlineData(0x04, "FF", "255")]
    [InlineData(0x05, "FEFF", "-2")]
    [InlineData(0x06, "FEFF", "65534")]
    [InlineData(0x07, "FFFFFFFF", "-1")]
    [InlineData(0x08, "FFFFFFFF", "4294967295")]
    [InlineData(0x09, "FFFFFFFFFFFFFFFF", "-1")]
    [InlineData(0x0A, "FFFFFFFFFFFFFFFF", "18446744073709551615")]
    [InlineData(0x0B, "0000C03F", "1.5")]
    [InlineData(0x0C, "000000000000F83F", "1.5")]
    [InlineData(0x0D, "00000000", "false")]
    [InlineData(0x0D, "07000000", "true")]
    [InlineData(0x0E, "00FF1A", "00FF1A")]
    [InlineData(0x0F, "00112233445566778899AABBCCDDEEFF", "{33221100-5544-7766-8899-AABBCCDDEEFF}")]
    [InlineData(0x10, "E7030000", "0x3e7")]
    [InlineData(0x10, "E703000000000000", "0x3e7")]
    [InlineData(0x11, "00803ED5DEB19D01", "1970-01-01T00:00:00.0000000Z")]
    [InlineData(0x11, "FFFFFFFFFFFFFFFF", "0xffffffffffffffff")]
    [InlineData(0x12, "E507030003000300040017001600D204", "E507030003000300040017001600D204")]
    [InlineData(0x12, "E5070300030003000400170016007201", "2021-03-03T04:23:22.370Z")]
    [InlineData(0x13, "010500000000000515000000010000000200000003000000F4010000", "S-1-5-21-1-2-3-500")]
    [InlineData(0x13, "01FF", "01FF")]
    [InlineData(0x14, "00000000", "0x0")]
    [InlineData(0x15, "0000000000002080", "0x8020000000000000")]
    [InlineData(0x08, "FF", "FF")]
    [InlineData(0x77, "0102", "0102")]
    [InlineData(0x02, "41E98000", "A\u00e9\u20ac")]
    [InlineData(0x88, "0100000002000000", "1, 2")]
    [InlineData(0x93, "010100000000000512000000010100000000000513000000", "S-1-5-18, S-1-5-19")]
    [InlineData(0x88, "010000000203", "1, 0203")]
    public void Values_have_their_standard_text_form(byte type, string hex, string expected)
    {
        EvtxValue value = new((EvtxValueType)type, Convert.FromHexString(hex));
        Assert.Equal(expected, value.ToString());
        char[] room = new char[value.MaxTextLength];
        Assert.True(value.TryFormat(room, out int written));
        Assert.Equal(expected, new string(room, 0, written));
    }

    [Fact]
    public void Time_1970_is_the_unix_epoch()
    {
        EvtxValue value = new(EvtxValueType.FileTime, BitConverter.GetBytes(DateTime.UnixEpoch.ToFileTimeUtc()));
        Assert.True(value.TryGetUtcTicks(out long ticks));
        Assert.Equal(DateTime.UnixEpoch.Ticks, ticks);
    }

    [Fact]
    public void Text_for_json_keeps_controls_and_lone_surrogates_and_xml_stays_well_formed()
    {
        const string Text = "0123456789012345678901234567890123456789\u0001\ud800x\ud83d\ude00\t\n\r\u001b[31m'\u007f";
        byte[] file = new EvtxFileBuilder().Chunk(static chunk => chunk.Usual(Text, 1)).Build();
        string json = EvtxText.Json(file).Lines[0];
        Assert.Equal(
            "0123456789012345678901234567890123456789\\u0001\\ud800x\ud83d\ude00\\t\\n\\r\\u001b[31m'\\u007f",
            json[(json.IndexOf("\"User\":\"", StringComparison.Ordinal) + 8)..json.IndexOf("\",\"Number", StringComparison.Ordinal)]);
        XElement data = XDocument.Parse(EvtxText.Xml(file).Lines[0]).Descendants("{urn:test}Data").First();
        Assert.Equal(
            "0123456789012345678901234567890123456789\ufffd\ufffdx\ud83d\ude00\t\n\r\ufffd[31m'\u007f", data.Value);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Any_number_of_threads_gives_the_same_records_in_file_order(int threads)
    {
        EvtxFileBuilder builder = new();
        for (int i = 0; i < 70; i++)
        {
            builder.Chunk(chunk => chunk.Usual($"user{i}", i).Usual("other", i));
        }

        byte[] file = builder.Build();
        using EvtxSource memory = EvtxSource.FromMemory(file, "test.evtx");
        using MemoryStream stream = new(file);
        using EvtxSource streamed = EvtxSource.FromStream(stream, "test.evtx");
        List<long> fromMemory = [];
        List<long> fromStream = [];
        EvtxSummary summary = EvtxScan.Run(memory, new IdHandler(fromMemory), EvtxText.Fresh, threads, TestContext.Current.CancellationToken);
        EvtxScan.Run(streamed, new IdHandler(fromStream), EvtxText.Fresh, threads, TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(1, 140).Select(static i => (long)i), fromMemory);
        Assert.Equal(fromMemory, fromStream);
        Assert.Equal(140, summary.Records);
        Assert.Empty(summary.Signs);
        Assert.Empty(summary.Diagnostics);
    }

    [Fact]
    public void A_handler_that_throws_stops_the_scan_with_its_exception()
    {
        EvtxFileBuilder builder = new();
        for (int i = 0; i < 40; i++)
        {
            builder.Chunk(static chunk => chunk.Usual("x", 1));
        }

        using EvtxSource memory = EvtxSource.FromMemory(builder.Build(), "test.evtx");
        Assert.Throws<InvalidDataException>(() => EvtxScan.Run(memory, new ThrowingHandler(), EvtxText.Fresh, 3, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_stop_is_an_exception_of_its_own()
    {
        using EvtxSource memory = EvtxSource.FromMemory(EvtxFileBuilder.Usual(), "test.evtx");
        Assert.Throws<OperationCanceledException>(
            () => EvtxScan.Run(memory, new IdHandler([]), EvtxText.Fresh, 2, new CancellationToken(true)));
    }

    [Fact]
    public void Location_leads_back_to_the_record()
    {
        using EvtxSource source = EvtxSource.FromMemory(EvtxFileBuilder.Usual(), "test.evtx");
        using EvtxReader reader = new(source);
        Assert.True(reader.Read());
        Assert.True(reader.Read());
        SourceLocation location = reader.Record.Location;
        Assert.Equal(("test.evtx", 2L), (location.File, location.RecordId));
        Assert.Equal(0x2A, EvtxFileBuilder.Usual()[location.OffsetBytes]);
        Assert.Equal(reader.Record.LengthBytes, location.LengthBytes);
    }

    private sealed class IdHandler(List<long> ids) : IEvtxBatchHandler<List<long>>
    {
        public List<long> Create() => [];

        public void Handle(EvtxRecord record, List<long> batch) => batch.Add(record.RecordId);

        public void Complete(List<long> batch)
        {
            ids.AddRange(batch);
            batch.Clear();
        }
    }

    private sealed class ThrowingHandler : IEvtxBatchHandler<object>
    {
        public object Create() => new();

        public void Handle(EvtxRecord record, object batch) => throw new InvalidDataException("test");

        public void Complete(object batch)
        {
        }
    }
}
