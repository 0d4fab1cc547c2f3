using System.Text;
using CsCheck;
using Hindcast.Formats.Dns;
using Hindcast.Formats.Text;

namespace Hindcast.Tests.Unit.Formats.Dns;

/// <summary>The short way to the name of a row gives what the whole row gives, or nothing.</summary>
public sealed class DnsDebugNameTests
{
    private const string Usual = "9/25/2020 1:31:46 PM 0C58 PACKET  0000000002D7B0B0 UDP Rcv 192.0.2.5       8a2c   Q [0001   D   NOERROR] A      (3)www(7)contoso(7)example(0)";

    private static readonly LogHeader Header = new(TextKinds.WindowsDnsDebug, LogDialect.DnsDebug, [], "", "");

    [Theory]
    [InlineData(Usual)]
    [InlineData("9/25/2020 1:31:46 PM 0C58 PACKET  UDP Rcv 192.0.2.5       8a2c   Q [0001   D   NOERROR] A      (3)www(7)contoso(7)example(0)")]
    [InlineData("25.09.2020 13:31:46 0C58 PACKET  0000000002D7B0B0 TCP Snd 2001:db8:1111:2222:3333:4444:5555:6666 8a2c R Q [8081   DR NXDOMAIN] AAAA   (3)www(7)contoso(7)example(0)")]
    public void Rows_of_servers_are_read_the_short_way(string row)
    {
        Assert.True(DnsDebugName.TryFind(Encoding.UTF8.GetBytes(row), out ReadOnlySpan<byte> written));
        Assert.Equal("www.contoso.example", DnsDebugName.Read(written));
    }

    [Theory]
    [InlineData("9/25/2020 1:31:46 PM 0C58 EVENT   The DNS server has started.")]
    [InlineData("9/25/2020 1:31:46 PM 0C58 PACKET  0000000002D7B0B0 UDP Rcv 192.0.2.5")]
    [InlineData(Usual + "\r\nUDP question info at 0000000002D7B0B0")]
    public void Other_rows_are_left_to_the_long_way(string row) => Assert.False(DnsDebugName.TryFind(Encoding.UTF8.GetBytes(row), out _));

    [Fact]
    public void The_short_way_agrees_with_the_long_one_on_damaged_rows() =>
        Gen.Select(Gen.Int[0, Usual.Length], Gen.Int[0, 12], Gen.OneOf(" ", "[", "]", "UDP ", "TCP ", "(", ")", "\"", "PACKET ", " PACKET ", "\r", "\n", "é", "\u00a0", "\0", "(0)", "(14)", "")).List[0, 6].Sample(
            damages =>
            {
                string row = Usual;
                foreach ((int at, int removed, string put) in damages)
                {
                    int from = Math.Min(at, row.Length);
                    row = row.Remove(from, Math.Min(removed, row.Length - from)).Insert(from, put);
                }

                byte[] bytes = Encoding.UTF8.GetBytes(row);
                if (DnsDebugName.TryFind(bytes, out ReadOnlySpan<byte> written))
                {
                    TextRow whole = new();
                    whole.Bind(bytes, Header);
                    Assert.True(whole.TryGet("QuestionName", out ReadOnlySpan<char> name));
                    Assert.Equal(name.ToString(), DnsDebugName.Read(written));
                    Assert.Equal(name.ToString(), DnsDebugName.Read(written, new char[written.Length]).ToString());
                }
            },
            iter: 20_000);
}
