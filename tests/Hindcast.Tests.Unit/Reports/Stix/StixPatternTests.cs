using CsCheck;
using Hindcast.Reports.Indicators;
using Hindcast.Reports.Stix;

namespace Hindcast.Tests.Unit.Reports.Stix;

public sealed class StixPatternTests
{
    [Theory]
    [InlineData("[url:value LIKE '%/owa/auth/%.aspx']")]
    [InlineData(@"[network-traffic:extensions.'http-request-ext'.request_method = 'post' AND network-traffic:extensions.'http-request-ext'.request_value MATCHES '^/ecp/[a-z0-9]{1,8}\\.js$']")]
    [InlineData("[file:hashes.'SHA-256' = 'aa' AND file:name = 'b']")]
    [InlineData("[ipv4-addr:value = '198.51.100.1/32'] FOLLOWEDBY [ipv4-addr:value = '203.0.113.33/32'] WITHIN 300 SECONDS")]
    [InlineData("([a:b = 1] OR [a:b = -2.5]) REPEATS 5 TIMES WITHIN 10 SECONDS")]
    [InlineData("[a:b NOT IN ('x', 'y')] START t'2021-03-01T00:00:00Z' STOP t'2021-03-02T00:00:00Z'")]
    [InlineData("[EXISTS file:name OR NOT file:size >= 3]")]
    [InlineData("[x-own:list[*].name = true AND (x-own:list[0].'a b' != h'00ff' OR x-own:c ISSUBSET '10.0.0.0/8')]")]
    public void Patterns_of_the_language_are_read(string pattern) => Assert.NotNull(StixPatternReader.Read(pattern));

    [Theory]
    [InlineData("")]
    [InlineData("ipv4-addr:value = '1.2.3.4'")]
    [InlineData("[ipv4-addr:value = '1.2.3.4'")]
    [InlineData("[ipv4-addr:value = '1.2.3.4'']")]
    [InlineData(@"[file:name = 'a\x']")]
    [InlineData("[file:name == 'a']")]
    [InlineData("[file:name = 'a'] extra")]
    [InlineData("[file:name = 'a'] WITHIN SECONDS")]
    [InlineData("[file:name = 'a' AND]")]
    [InlineData("[file = 'a']")]
    [InlineData("[file:name[x] = 'a']")]
    [InlineData("[file:name IN ()]")]
    public void What_is_no_pattern_is_refused(string pattern) => Assert.Null(StixPatternReader.Read(pattern));

    [Fact]
    public void Deep_and_long_patterns_are_refused_without_harm()
    {
        Assert.Null(StixPatternReader.Read(new string('(', 60_000)));
        Assert.Null(StixPatternReader.Read($"[file:name = '{new string('a', 70_000)}']"));
    }

    [Fact]
    public void Every_text_survives_as_a_literal() =>
        Gen.String.Sample(text =>
            StixPatternReader.Read($"[file:name = {StixPattern.Literal(text)}]") is { Parts: [{ Literals: [var read] }] } && read == text);

    [Fact]
    public void No_text_makes_the_reader_throw() => Gen.String[Gen.Char["[]()'\\:.=<>!ANDORINLKE tx0159-* ,"], 0, 60].Sample(text => { _ = StixPatternReader.Read(text); });

    [Theory]
    [InlineData(IndicatorKind.FilePath, @"C:\inetpub\wwwroot\it's here\x.aspx")]
    [InlineData(IndicatorKind.UserAgent, "a'b\\c")]
    [InlineData(IndicatorKind.UriPath, "/aspnet_client/'] OR [a:b = '.aspx")]
    public void A_value_comes_back_from_its_pattern(IndicatorKind kind, string value) =>
        Assert.Equal([(kind, value)], StixPattern.Values(StixPattern.Of(new Indicator { Kind = kind, Value = value })));

    [Theory]
    [InlineData("[ipv4-addr:value = '192.0.2.1' OR domain-name:value = 'a.example'] OR [url:value IN ('http://a.example/', 'http://b.example/')]", 4)]
    [InlineData("[file:hashes.MD5 = 'a' OR file:hashes.'SHA-1' = 'b']", 2)]
    [InlineData("[file:hashes.MD5 = 'a' AND file:hashes.'SHA-256' = 'b' AND file:name = 'c']", 1)]
    public void Choices_are_taken_apart(string pattern, int values) => Assert.Equal(values, StixPattern.Values(pattern)!.Count);

    [Theory]
    [InlineData("[ipv4-addr:value = '192.0.2.1' AND domain-name:value = 'a.example']")]
    [InlineData("[ipv4-addr:value = '192.0.2.1'] AND [domain-name:value = 'a.example']")]
    [InlineData("[domain-name:value LIKE '%.example']")]
    [InlineData("[ipv4-addr:value != '192.0.2.1']")]
    [InlineData("[ipv4-addr:value NOT = '192.0.2.1']")]
    [InlineData("[ipv4-addr:value = '192.0.2.1'] WITHIN 5 SECONDS")]
    [InlineData("[process:name = 'x']")]
    public void What_says_more_than_a_choice_is_not(string pattern) => Assert.Null(StixPattern.Values(pattern));
}
