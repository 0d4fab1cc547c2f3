using CsCheck;
using Hindcast.Engine.Surprise;

namespace Hindcast.Tests.Unit.Engine.Surprise;

public sealed class CmdletTextTests
{
    [Fact]
    public void Dashed_parameters_are_read()
    {
        Assert.Equal(
            [("ExternalUrl", "http://f/<script>x(\"a\",\"b\")</script>"), ("Identity", "OAB (Default Web Site)"), ("Force", "True")],
            Dashed("-ExternalUrl \"http://f/<script>x(\"a\",\"b\")</script>\" -Identity \"OAB (Default Web Site)\" -Force \"True\""));
        Assert.Equal([("IncludeFolders", "(\"#Drafts#\")"), ("Name", "x")], Dashed("-IncludeFolders (\"#Drafts#\") -Name x"));
    }

    [Fact]
    public void The_command_of_an_ecp_row_is_read()
    {
        List<(string, string)> read = [];
        CmdletText.ReadEcp(
            "S:TIME=13;'S:CMD=Set-OabVirtualDirectory.ExternalUrl=''http://f/<script>''.Identity=''a b''';S:REQID=;S:URL=/ecp/x",
            (name, value) => read.Add((name.ToString(), value.ToString())), out ReadOnlySpan<char> cmdlet);
        Assert.Equal("Set-OabVirtualDirectory", cmdlet.ToString());
        Assert.Equal([("ExternalUrl", "http://f/<script>"), ("Identity", "a b")], read);
    }

    [Fact]
    public void Nothing_that_is_logged_breaks_them() =>
        Gen.String[Gen.Char["-\"' .=a;S:"], 0, 60].Sample(text =>
        {
            _ = Dashed(text);
            CmdletText.ReadEcp("S:CMD=" + text, (_, _) => { }, out _);
            CmdletText.ReadEcp("'S:CMD=" + text, (_, _) => { }, out _);
        });

    private static List<(string, string)> Dashed(string text)
    {
        List<(string, string)> read = [];
        CmdletText.ReadDashed(text, (name, value) => read.Add((name.ToString(), value.ToString())));
        return read;
    }
}
