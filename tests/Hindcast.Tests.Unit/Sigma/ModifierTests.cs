using Hindcast.Sigma.Loading;
using Hindcast.Sigma.Matching;

namespace Hindcast.Tests.Unit.Sigma;

public sealed class ModifierTests
{
    [Theory]
    [InlineData("F: abc", "ABC", true)]
    [InlineData("F: abc", "abcd", false)]
    [InlineData("F|contains: bc", "ABCD", true)]
    [InlineData("F|contains: bc", "AXCD", false)]
    [InlineData("F|startswith: ab", "ABCD", true)]
    [InlineData("F|startswith: bc", "ABCD", false)]
    [InlineData("F|endswith: cd", "ABCD", true)]
    [InlineData("F|endswith: bc", "ABCD", false)]
    [InlineData("F|cased: Abc", "Abc", true)]
    [InlineData("F|cased: Abc", "abc", false)]
    [InlineData("F|contains|cased: Bc", "aBcd", true)]
    [InlineData("F|contains|cased: Bc", "abcd", false)]
    [InlineData("F|exact: a*c", "A*C", true)]
    [InlineData("F|exact: a*c", "abc", false)]
    [InlineData("F|contains|all: [b, c]", "abcd", true)]
    [InlineData("F|contains|all: [b, x]", "abcd", false)]
    [InlineData("F|contains: [x, c]", "abcd", true)]
    [InlineData("F|re: '^a.c$'", "abc", true)]
    [InlineData("F|re: '^a.c$'", "Abc", false)]
    [InlineData("F|re: 'b.d'", "abcde", true)]
    [InlineData("F|re|i: '^a.c$'", "ABC", true)]
    [InlineData("F|re: '^b$'", "a\nb\nc", false)]
    [InlineData("F|re|m: '^b$'", "a\nb\nc", true)]
    [InlineData("F|re: 'a.b'", "a\nb", false)]
    [InlineData("F|re|s: 'a.b'", "a\nb", true)]
    [InlineData("F|re|i|s: 'A.B'", "a\nb", true)]
    [InlineData("F|re|startswith: 'b|c'", "abc", false)]
    [InlineData("F|re|endswith: 'b|c'", "abc", true)]
    [InlineData("F|base64: foobar", "Zm9vYmFy", true)]
    [InlineData("F|base64|contains: foobar", "xxZm9vYmFyxx", true)]
    [InlineData("F|base64offset|contains: foobar", "eGZvb2Jhcng=", true)]
    [InlineData("F|base64offset|contains: foobar", "eHhmb29iYXJ4eA==", true)]
    [InlineData("F|base64offset|contains: foobar", "Zm9vYmF6", false)]
    [InlineData("F|wide|base64offset|contains: 'ping'", "AHAAaQBuAGcA", true)]
    [InlineData("F|utf16le|base64: cmd", "YwBtAGQA", true)]
    [InlineData("F|utf16be|base64: cmd", "AGMAbQBk", true)]
    [InlineData("F|utf16|base64: cmd", "//5jAG0AZAA=", true)]
    [InlineData("F|wide: cmd", "c\0m\0d\0", true)]
    [InlineData("F|windash|contains: ' -enc '", "x /enc y", true)]
    [InlineData("F|windash|contains: ' -enc '", "x \u2013enc y", true)]
    [InlineData("F|windash|contains: ' /enc '", "x \u2015enc y", true)]
    [InlineData("F|windash|contains: ' -a -b '", "x /a \u2014b y", true)]
    [InlineData("F|windash|contains: 'a-b'", "a/b", false)]
    [InlineData("F|cidr: 10.0.0.0/8", "10.1.2.3", true)]
    [InlineData("F|cidr: 10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("F|cidr: 10.0.0.0/8", "11.1.2.3", false)]
    [InlineData("F|cidr: 10.0.0.0/8", "10", false)]
    [InlineData("F|cidr: fe80::/10", "fe80::1%4", true)]
    [InlineData("F|cidr: fc00::/7", "2001:db8::1", false)]
    [InlineData("F|cidr: 192.168.1.77/24", "192.168.1.5", true)]
    [InlineData("F|cidr: 0.0.0.0/0", "9.9.9.9", true)]
    [InlineData("F|lt: 10", "9", true)]
    [InlineData("F|lt: 10", "10", false)]
    [InlineData("F|lte: 10", "10", true)]
    [InlineData("F|gt: 10", "-5", false)]
    [InlineData("F|gt: -10", "-5", true)]
    [InlineData("F|gt: 10", "0x10", true)]
    [InlineData("F|gte: 10.5", "10.50", true)]
    [InlineData("F|gte: 10", "abc", false)]
    [InlineData("F|neq: abc", "abd", true)]
    [InlineData("F|neq: abc", "ABC", false)]
    [InlineData("F|neq: [a, b]", "b", false)]
    [InlineData("F|contains|neq: b", "abc", false)]
    [InlineData("F|minute: 7", "2021-03-02T04:07:22Z", true)]
    [InlineData("F|hour|gte: 20", "2021-03-02 21:07:22", true)]
    [InlineData("F|hour|gte: 20", "2021-03-02", false)]
    [InlineData("F|hour: 21", "2021-03-02T21:07:22+05:00", true)]
    [InlineData("F|hour: 16", "2021-03-02T21:07:22+05:00", false)]
    [InlineData("F|day: 3", "2021-03-02T23:30:00-02:00", false)]
    [InlineData("F|day: 2", "2021-03-02", true)]
    [InlineData("F|week: 53", "2021-01-01", true)]
    [InlineData("F|month|lt: 4", "2021-03-02", true)]
    [InlineData("F|year|neq: 2021", "2021-03-02", false)]
    [InlineData("F|exists: true", "", true)]
    [InlineData("F|exists: false", "x", false)]
    [InlineData("F: null", "", true)]
    [InlineData("F: null", "x", false)]
    [InlineData("F: ''", "", true)]
    [InlineData("F: ''", "x", false)]
    [InlineData("F: '*'", "", true)]
    [InlineData("F: 4624", "4624", true)]
    [InlineData("F: true", "TRUE", true)]
    public void Modifier_decides_as_the_specification_says(string selection, string value, bool expected) =>
        Assert.Equal(expected, SigmaInterpreter.Matches(Rules.Of(selection), new MapEvent(("f", value))));

    [Theory]
    [InlineData("F: abc", false)]
    [InlineData("F: ''", false)]
    [InlineData("F: '*'", false)]
    [InlineData("F: null", true)]
    [InlineData("F|exists: true", false)]
    [InlineData("F|exists: false", true)]
    [InlineData("F|neq: abc", true)]
    [InlineData("F|gt: 1", false)]
    [InlineData("F|re: '.*'", false)]
    [InlineData("F|fieldref: G", false)]
    [InlineData("F|fieldref|neq: G", true)]
    public void Missing_field_decides_as_documented(string selection, bool expected) =>
        Assert.Equal(expected, SigmaInterpreter.Matches(Rules.Of(selection), new MapEvent(("G", "x"))));

    [Theory]
    [InlineData("A|fieldref: B", "x", "X", true)]
    [InlineData("A|fieldref: B", "x", "xy", false)]
    [InlineData("A|fieldref|cased: B", "x", "X", false)]
    [InlineData("A|fieldref|startswith: B", "abc", "AB", true)]
    [InlineData("A|endswith|fieldref: B", "abc", "bc", true)]
    [InlineData("A|contains|fieldref: B", "abcd", "bc", true)]
    [InlineData("A|contains|fieldref: B", "abcd", "ca", false)]
    [InlineData("A|fieldref|neq: B", "a", "b", true)]
    public void Field_reference_compares_two_fields(string selection, string a, string b, bool expected) =>
        Assert.Equal(expected, SigmaInterpreter.Matches(Rules.Of(selection), new MapEvent(("A", a), ("B", b))));

    [Theory]
    [InlineData(@"a\b", @"a\b", true)]
    [InlineData(@"a\\b", @"a\b", true)]
    [InlineData(@"a\\\b", @"a\\b", true)]
    [InlineData(@"a\\\\b", @"a\\b", true)]
    [InlineData(@"a\*b", "a*b", true)]
    [InlineData(@"a\*b", "axb", false)]
    [InlineData(@"a\\*b", @"a\xxb", true)]
    [InlineData(@"a\\*b", "axxb", false)]
    [InlineData(@"a\\\*b", @"a\*b", true)]
    [InlineData(@"a\?b", "a?b", true)]
    [InlineData(@"a\?b", "axb", false)]
    [InlineData("a?b", "axb", true)]
    [InlineData("a?b", "ab", false)]
    [InlineData("a*b*c", "aXXbYYc", true)]
    [InlineData("a*b*c", "aXXbYYcZ", false)]
    [InlineData("*b?d*", "abcde", true)]
    [InlineData("a*bc*bc", "abc", false)]
    [InlineData("*a*a*a*", "aa", false)]
    [InlineData(@"*\", @"x\", true)]
    public void Wildcards_are_anchored_and_escaped(string pattern, string value, bool expected) =>
        Assert.Equal(expected, SigmaInterpreter.Matches(Rules.Of($"F: '{pattern}'"), new MapEvent(("F", value))));

    [Fact]
    public void Placeholder_takes_each_of_its_values()
    {
        SigmaLoadOptions options = new()
        {
            Placeholders = new Dictionary<string, IReadOnlyList<string>> { ["servers"] = ["srv*", "dc1"] },
        };
        Hindcast.Sigma.SigmaRule rule = Rules.One(Rules.Text(@"F|expand: 'x-%servers%-\%y%'"), options);
        Assert.True(SigmaInterpreter.Matches(rule, new MapEvent(("F", "x-srv09-%y%"))));
        Assert.True(SigmaInterpreter.Matches(rule, new MapEvent(("F", "x-dc1-%y%"))));
        Assert.False(SigmaInterpreter.Matches(rule, new MapEvent(("F", "x-%servers%-%y%"))));
    }

    [Fact]
    public void Percent_signs_are_plain_text_without_expand() =>
        Assert.True(SigmaInterpreter.Matches(Rules.Of("F: '%name%'"), new MapEvent(("F", "%name%"))));

    [Fact]
    public void Fold_agrees_with_the_framework_on_every_character()
    {
        for (int c = 0; c < 65_536; c++)
        {
            string text = ((char)c).ToString();
            Assert.Equal(Hindcast.Sigma.SigmaFold.Fold(text), text.ToUpperInvariant());
            Assert.False(c > 127 && Hindcast.Sigma.SigmaFold.Fold((char)c) < 128, $"U+{c:X4} folds into ASCII");
        }
    }
}
