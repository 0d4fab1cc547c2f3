using System.Buffers;
using Hindcast.Formats.Evtx;

namespace Hindcast.Tests.Unit.Formats.Evtx;

public sealed class ExchangeCmdletTextTests
{
    [Theory]
    [InlineData(1, "Cmdlet suceeded. Cmdlet New-MailboxExportRequest, parameters -Mailbox \"a\" -FilePath \"b\".")]
    [InlineData(6, "Cmdlet failed. Cmdlet New-MailboxExportRequest, parameters -Mailbox \"a\" -FilePath \"b\".")]
    [InlineData(8, "Task New-MailboxExportRequest throwing unhandled exception: System.InvalidCastException.")]
    [InlineData(4, null)]
    public void Positional_values_become_the_message_that_keyword_rules_expect(ushort eventId, string? expected)
    {
        byte[] file = new EvtxFileBuilder().Chunk(chunk => chunk.Record(xml => xml.Fragment()
            .Instance("exchange", static t => t.Open("Event").Close()
                .Open("System").Close().Open("EventID").Close().Slot(0, 6).End()
                .Open("Channel").Close().Constant("MSExchange Management").End().End()
                .Open("EventData").Close().Open("Data").Close().Slot(1, 0x81).End().End().End(),
                BinXmlBuilder.UInt16(eventId),
                BinXmlBuilder.Texts("New-MailboxExportRequest", "-Mailbox \"a\" -FilePath \"b\"", "u", "s", "s", "h", "p", "", "5", "t", "x",
                    "System.InvalidCastException")).EndOfFragment())).Build();
        Assert.Equal(expected, Text(file));
    }

    [Fact]
    public void Other_channels_have_no_such_text() => Assert.Null(Text(EvtxFileBuilder.Usual()));

    [Fact]
    public void A_forwarded_record_without_template_has_the_text_too()
    {
        string file = Directory.GetFiles(SharedSamples.Unpacked("evtx"), "MSExchange_Management_wec.evtx", SearchOption.AllDirectories)[0];
        Assert.Equal(
            "Cmdlet suceeded. Cmdlet Set-Mailbox, parameters -Identity \"Administrateur\" -DeliverToMailboxAndForward \"False\" "
            + "-ForwardingSmtpAddress \"smtp:test2@example.com\".",
            Text(File.ReadAllBytes(file)));
    }

    private static string? Text(byte[] file)
    {
        using EvtxSource source = EvtxSource.FromMemory(file, "test.evtx");
        using EvtxReader reader = new(source, EvtxText.Fresh);
        Assert.True(reader.Read());
        ArrayBufferWriter<char> text = new();
        return ExchangeCmdletText.Write(reader.Record, text) ? text.WrittenSpan.ToString() : null;
    }
}
