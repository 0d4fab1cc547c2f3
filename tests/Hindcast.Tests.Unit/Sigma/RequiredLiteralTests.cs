using Hindcast.Sigma;

namespace Hindcast.Tests.Unit.Sigma;

public sealed class RequiredLiteralTests
{
    [Theory]
    [InlineData("A: abc", "ABC")]
    [InlineData("A|contains: [abc, defg]", "ABC|DEFG")]
    [InlineData("A|contains|all: [abc, defg]", "DEFG")]
    [InlineData("A: 'ab*cdef*g'", "CDEF")]
    [InlineData("A|contains: 'x\"quoted text'", "QUOTED")]
    [InlineData("A|contains: '/owa/auth/x.aspx?p=1'", "/OWA/AUTH/X.ASPX")]
    [InlineData("A: 200", null)]
    [InlineData("A|neq: abc", null)]
    [InlineData("A|cidr: 10.0.0.0/8", null)]
    [InlineData("A: null", null)]
    [InlineData("A: x", null)]
    [InlineData("A|re: 'foo(bar|baz)+q'", "FOO")]
    [InlineData("A|re: 'foo(bar|baz)q'", "FOOBARQ|FOOBAZQ")]
    [InlineData("A|re: 'foo|ba[rz]'", "BAR|BAZ|FOO")]
    [InlineData("A|re: 'fo{2,}longer.*'", "LONGER")]
    [InlineData("A|re: '\\w+\\.exe$'", ".EXE")]
    [InlineData("A|re: '(?:abc)?d*'", null)]
    [InlineData("A|re: '(?!abc)\\d{3}'", null)]
    [InlineData("A|re: '(?i)whoami'", "WHOAM")]
    [InlineData("A|re|i: 'kim'", null)]
    [InlineData("A|re: '(?x) a b c'", null)]
    [InlineData("A|base64: foobar", "ZM9VYMFY")]
    public void Literals_of_one_selection(string selection, string? expected)
    {
        IReadOnlyList<string>? literals = Rules.Of(selection).RequiredLiterals();
        Assert.Equal(expected, literals is null ? null : string.Join('|', literals));
    }

    [Theory]
    [InlineData("s1 and s2", "LONGEST")]
    [InlineData("s1 or s2", "LONGEST|SHORT")]
    [InlineData("not s1", null)]
    [InlineData("s1 and not s2", "SHORT")]
    [InlineData("s1 or not s2", null)]
    [InlineData("1 of s*", "LONGEST|SHORT")]
    [InlineData("all of s*", "LONGEST")]
    public void Literals_of_a_condition(string condition, string? expected)
    {
        SigmaRule rule = Rules.WithDetection($"    s1:\n        A: short\n    s2:\n        B: longest\n    condition: {condition}\n");
        IReadOnlyList<string>? literals = rule.RequiredLiterals();
        Assert.Equal(expected, literals is null ? null : string.Join('|', literals));
    }

    [Fact]
    public void Fields_outside_the_raw_text_give_none()
    {
        SigmaRule rule = Rules.Of("log: ecp-server", "A: short");
        Assert.Equal(["SHORT"], rule.RequiredLiterals(new Hindcast.Sigma.Matching.SigmaLiteralOptions { IsInRawText = f => f != "log" })!);
    }
}
