using System.Text;
using CsCheck;
using Hindcast.Formats;
using Hindcast.Formats.Text;

namespace Hindcast.Tests.Unit.Formats;

public sealed class FormatDetectorTests
{
    private const string IisRow = "2021-03-03 04:10:00 192.0.2.10 GET /owa/ - 443 - 198.51.100.9 Mozilla/5.0 - 200 0 0 15\r\n";

    [Theory]
    [InlineData("#Log-type: HttpProxy Logs\r\n", TextKinds.HttpProxy)]
    [InlineData("#Log-type: ECP Server Log\r\n", TextKinds.EcpServer)]
    [InlineData("#Log-type: OAB Generator Log\r\n", TextKinds.OabGenerator)]
    [InlineData("#Log-type: Message Tracking Log\r\n", TextKinds.MessageTracking)]
    [InlineData("#Log-type: OAB download Protocol Logs\r\n", "exchange-oab-download")]
    [InlineData("#Log-type: SMTP Receive Protocol Log\r\n", "exchange-smtp-receive")]
    [InlineData("#Log-type: \u00e4 / Log\r\n", "exchange-log")]
    [InlineData("DateTime,RequestId\r\n#Software: x\r\n#log-TYPE:HttpProxy Logs\r\n", TextKinds.HttpProxy)]
    [InlineData("#Fields: DateTime,RequestId,AnchorMailbox\r\n", TextKinds.HttpProxy)]
    public void Exchange_logs_are_known_by_their_log_type(string head, string kind)
    {
        DetectedFormat format = Detect(head);
        Assert.Equal((kind, LogDialect.ExchangeCsv), (format.Kind, format.Dialect));
    }

    [Theory]
    [InlineData("#Software: Microsoft Internet Information Services 10.0\r\n#Fields: date time cs-method cs-uri-stem\r\n", TextKinds.Iis)]
    [InlineData("#Software: Microsoft HTTP API 2.0\r\n", TextKinds.HttpErr)]
    [InlineData("#Fields: date time c-ip cs-method s-reason s-queuename\r\n", TextKinds.HttpErr)]
    [InlineData(IisRow, TextKinds.Iis)]
    [InlineData("\r\n\r\n" + IisRow, TextKinds.Iis)]
    public void W3c_logs_are_known_by_their_header_or_first_row(string head, string kind)
    {
        DetectedFormat format = Detect(head);
        Assert.Equal((kind, LogDialect.W3c), (format.Kind, format.Dialect));
        Assert.True(format.IsTextLog);
    }

    [Fact]
    public void Rows_copied_out_of_a_log_are_known_by_their_shape()
    {
        Assert.Equal(LogDialect.AnchorExtract, Detect("2021-03-03T04:10:00.123Z  ServerInfo~a]@b.example:444/autodiscover?#\r\n").Dialect);
        Assert.Equal(LogDialect.AnchorExtract, Detect("\"2021-03-03T04:10:00.123Z\",\"ServerInfo~a]@b.example:444/x?#\"\r\n").Dialect);
        string proxy = "2021-03-03T04:10:00.123Z,01234567-89ab-cdef-0123-456789abcdef,15,1" + new string(',', 70);
        Assert.Equal(TextKinds.HttpProxy, Detect(proxy).Kind);
        string tracking = "2021-03-03T04:10:00.123Z,,,,,,,SMTP,RECEIVE" + new string(',', 25);
        Assert.Equal(TextKinds.MessageTracking, Detect(tracking).Kind);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Byte_order_marks_are_seen_through(bool isBigEndian)
    {
        Encoding encoding = isBigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode;
        DetectedFormat format = FormatDetector.Detect([.. encoding.Preamble, .. encoding.GetBytes(IisRow), 0x20]);
        Assert.Equal(TextKinds.Iis, format.Kind);
        Assert.Equal(isBigEndian ? Utf16Order.BigEndian : Utf16Order.LittleEndian, format.Utf16);
        Assert.Equal((TextKinds.Iis, Utf16Order.None), (Detect("\uFEFF" + IisRow).Kind, Detect("\uFEFF" + IisRow).Utf16));
    }

    [Fact]
    public void Event_logs_are_known_by_their_signature()
    {
        Assert.Equal(DetectedFormat.Evtx, Detect("ElfFile\0more"));
        Assert.Equal(DetectedFormat.Unknown, Detect("ElfFile"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\r\n\r\n")]
    [InlineData("#\r\n#Fields:\r\n#Fields: a b\r\n")]
    [InlineData("2021-03-03 04:10:00")]
    [InlineData("2021-03-03 04:10:00 some other program said so\r\n")]
    [InlineData("2021-03-03T04:10:00.123Z,a,b,c\r\n")]
    [InlineData("2021-13-03 04:10:00 192.0.2.10 GET /owa/ - 443 - 198.51.100.9 Mozilla/5.0 - 200 0 0 15\r\n")]
    public void Anything_else_is_unknown(string head) => Assert.Equal(DetectedFormat.Unknown, Detect(head));

    [Fact]
    public void Header_far_below_the_start_is_not_looked_for() =>
        Assert.Equal(DetectedFormat.Unknown, Detect(string.Concat(Enumerable.Repeat("readme\r\n", 20)) + "#Log-type: HttpProxy Logs\r\n"));

    [Fact]
    public void Random_bytes_never_throw()
    {
        byte[] usual = "2021-03T:., \"\r\n#Fields"u8.ToArray();
        Gen<byte> near = Gen.OneOf(Gen.Int[0, usual.Length - 1].Select(i => usual[i]), Gen.Byte);
        Gen.Select(near.Array[0, 400], Gen.Int[0, 4]).Sample((bytes, start) =>
        {
            byte[] head = [.. ((byte[][])[[], [0xFF, 0xFE], [0xFE, 0xFF], [.. "\"2021-03-03T04:10:00"u8], [.. "2021-03-03 04:10:00 "u8]])[start], .. bytes];
            _ = FormatDetector.Detect(head);
        }, iter: 5000, threads: 1);
    }

    private static DetectedFormat Detect(string head) => FormatDetector.Detect(Encoding.UTF8.GetBytes(head));
}
