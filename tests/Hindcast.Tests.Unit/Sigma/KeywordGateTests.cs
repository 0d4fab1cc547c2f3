using Hindcast.Sigma;
using Hindcast.Sigma.Compilation;
using Hindcast.Sigma.Detections;

namespace Hindcast.Tests.Unit.Sigma;

public sealed class KeywordGateTests
{
    [Theory]
    [InlineData("sekurlsa::", "x SEKURLSA::logonpasswords")]
    [InlineData("Kiwi Legit Printer", "a legit printer driver")]
    [InlineData("privilege::debug", "PRIVILEGE::DEBUG")]
    [InlineData("a*mimilib.dll", "C:\\mimilib.dll")]
    public void A_text_with_a_word_of_a_keyword_may_hold_it(string keyword, string text) =>
        Assert.True(Gate(keyword)!.MayBeIn(text));

    [Fact]
    public void A_text_without_any_word_of_any_keyword_holds_none()
    {
        SigmaKeywordGate gate = Gate([.. Enumerable.Range(0, 100).Select(i => $"keyword{i}"), "kiwi"])!;
        Assert.False(gate.MayBeIn("C:\\Windows\\System32\\svchost.exe -k netsvcs {4D36E972-E325-11CE-BFC1-08002BE10318}"));
        Assert.True(gate.MayBeIn("... Keyword99 ..."));
        Assert.Equal(4, gate.ShortestLength);
    }

    [Theory]
    [InlineData("S-1-5-18")]
    [InlineData("0xdeadbeef")]
    [InlineData("ab")]
    [InlineData("a b c")]
    [InlineData("*")]
    [InlineData("схема")]
    public void A_keyword_that_a_number_could_hold_or_without_a_word_has_no_gate(string keyword) => Assert.Null(Gate("sekurlsa", keyword));

    [Fact]
    public void Only_ASCII_folds_to_ASCII()
    {
        for (int c = 0; c <= char.MaxValue; c++)
        {
            Assert.Equal(c < 128, SigmaFold.Fold((char)c) < 128);
        }
    }

    private static SigmaKeywordGate? Gate(params string[] keywords) =>
        SigmaKeywordGate.Of([.. keywords.Select(k => SigmaPattern.Parse(k).Anywhere())]);
}
