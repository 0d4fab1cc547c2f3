using Hindcast.Reports.Indicators;

namespace Hindcast.Tests.Unit.Reports.Indicators;

public sealed class IndicatorSanitiserTests
{
    [Theory]
    [InlineData(IndicatorKind.Ipv4, "5[.]254[.]43[.]18", "5.254.43.18")]
    [InlineData(IndicatorKind.Ipv4, "5.254.43.18\u200b", "5.254.43.18")]
    [InlineData(IndicatorKind.Ipv4, "\u00a05.254.43.18 ", "5.254.43.18")]
    [InlineData(IndicatorKind.Ipv4, "::ffff:5.254.43.18", "5.254.43.18")]
    [InlineData(IndicatorKind.Ipv6, "2A02:0:0:0::1", "2a02::1")]
    [InlineData(IndicatorKind.Domain, "Evil[dot]Example.", "evil.example")]
    [InlineData(IndicatorKind.Url, "hxxps[:]//evil[.]example/a", "https://evil.example/a")]
    [InlineData(IndicatorKind.Url, "hXXp://evil.example/a", "http://evil.example/a")]
    [InlineData(IndicatorKind.Sha256, "893CD3583B49CB706B3E55ECB2ED0757B977A21F5C72E041392D1256F31166E2", "893cd3583b49cb706b3e55ecb2ed0757b977a21f5c72e041392d1256f31166e2")]
    [InlineData(IndicatorKind.FilePath, @"%PROGRAMFILES%\Microsoft\Exchange Server\V15\FrontEnd\HttpProxy\owa\auth\x.aspx", @"%PROGRAMFILES%\Microsoft\Exchange Server\V15\FrontEnd\HttpProxy\owa\auth\x.aspx")]
    [InlineData(IndicatorKind.UriPath, "/owa/auth/Current/themes/resources/zaivc.aspx", "/owa/auth/Current/themes/resources/zaivc.aspx")]
    public void Values_come_into_their_plain_form(IndicatorKind kind, string text, string expected)
    {
        CleanedIndicator cleaned = IndicatorSanitiser.Clean(kind, text, allowReserved: false);
        Assert.Equal(expected, cleaned.Indicator?.Value);
    }

    [Theory]
    [InlineData(IndicatorKind.Sha256, "893cd3583b49cb706b3e55ecb2ed0757b977a21f5c72e041392d1256f31166e", "HC7003")]
    [InlineData(IndicatorKind.Sha1, "30dd3076ec9abb13c15053234c436406b88fb2l9", "HC7003")]
    [InlineData(IndicatorKind.Md5, "d41d8cd98f00b204e9800998ecf8427e", "HC7006")]
    [InlineData(IndicatorKind.Ipv4, "999.1.1.1", "HC7004")]
    [InlineData(IndicatorKind.Ipv4, "10.1.2.3", "HC7005")]
    [InlineData(IndicatorKind.Ipv4, "127.0.0.1", "HC7005")]
    [InlineData(IndicatorKind.Ipv4, "224.0.0.1", "HC7005")]
    [InlineData(IndicatorKind.Ipv6, "fe80::1", "HC7005")]
    [InlineData(IndicatorKind.Domain, "microsoft.com", "HC7006")]
    [InlineData(IndicatorKind.Domain, "not a domain", "HC7004")]
    [InlineData(IndicatorKind.Url, "http://192.168.1.1/x", "HC7005")]
    [InlineData(IndicatorKind.Url, "javascript:alert(1)", "HC7004")]
    [InlineData(IndicatorKind.UriPath, "/owa/auth/logon.aspx", "HC7006")]
    [InlineData(IndicatorKind.UriPath, "/", "HC7006")]
    [InlineData(IndicatorKind.FileName, "help.aspx", "HC7006")]
    [InlineData(IndicatorKind.FilePath, @"C:\inetpub\wwwroot\aspnet_client\", "HC7006")]
    [InlineData(IndicatorKind.FilePath, @"C:\inetpub\*.aspx", "HC7004")]
    [InlineData(IndicatorKind.UserAgent, "Mozilla/5.0+(compatible)", "HC7006")]
    [InlineData(IndicatorKind.Email, "nobody", "HC7004")]
    [InlineData(IndicatorKind.Domain, "", "HC7004")]
    public void What_cannot_be_used_is_refused_with_its_reason(IndicatorKind kind, string text, string code) =>
        Assert.Equal(code, IndicatorSanitiser.Clean(kind, text, allowReserved: false).Refused?.Code);

    [Fact]
    public void Reserved_addresses_are_taken_when_that_is_asked_for() =>
        Assert.Equal("192.0.2.60", IndicatorSanitiser.Clean(IndicatorKind.Ipv4, "192.0.2.60", allowReserved: true).Indicator?.Value);

    [Fact]
    public void A_very_long_value_is_refused_at_once() =>
        Assert.Equal("HC7004", IndicatorSanitiser.Clean(IndicatorKind.Url, $"http://a.example/{new string('a', 5_000_000)}", allowReserved: false).Refused?.Code);

    [Theory]
    [InlineData("7a6c605af4b85954f62f35d648d532bf", IndicatorKind.Md5)]
    [InlineData("30dd3076ec9abb13c15053234c436406b88fb2l9", IndicatorKind.Sha1)]
    [InlineData("103.77.192.219", IndicatorKind.Ipv4)]
    [InlineData("2a02::1", IndicatorKind.Ipv6)]
    [InlineData("OutlookEN.aspx", IndicatorKind.FileName)]
    [InlineData("/owa/auth/x.aspx", IndicatorKind.UriPath)]
    [InlineData(@"C:\x\y.aspx", IndicatorKind.FilePath)]
    [InlineData("brian.krebsonsecurity.top", IndicatorKind.Domain)]
    [InlineData("hxxp://a[.]example/", IndicatorKind.Url)]
    public void The_kind_of_a_bare_value_shows_in_its_form(string text, IndicatorKind kind) => Assert.Equal(kind, IndicatorSanitiser.Guess(text));
}
