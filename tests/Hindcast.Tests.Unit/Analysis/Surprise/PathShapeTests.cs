using System.Text;
using Hindcast.Analysis.Surprise;

namespace Hindcast.Tests.Unit.Analysis.Surprise;

public sealed class PathShapeTests
{
    [Theory]
    [InlineData("/owa/prem/15.1.2176.9/scripts/boot.js", "/owa/prem/#/scripts/boot.js")]
    [InlineData("/OAB/3f2504e0-4f89-11d3-9a0c-0305e82c3301/oab.xml", "/oab/*/oab.xml")]
    [InlineData("/owa/mastermailbox%40contoso.example/powershell", "/owa/@/powershell")]
    [InlineData("/EWS/Exchange.asmx", "/ews/exchange.asmx")]
    [InlineData("/aspnet_client/supp0rt.aspx", "/aspnet_client/supp#rt.aspx")]
    public void What_differs_from_call_to_call_is_left_out(string path, string shape) =>
        Assert.Equal(shape, PathShape.Of(Encoding.UTF8.GetBytes(path)));

    [Fact]
    public void Long_and_deep_paths_are_cut()
    {
        Assert.True(PathShape.Of(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("/x", 100_000)))).Length < 200);
        Assert.True(PathShape.Of(Encoding.UTF8.GetBytes("/" + new string('y', 100_000))).Length < 700);
    }

    [Theory]
    [InlineData("Cmd=Sync&User=x", "cmd")]
    [InlineData("@evil.example/mapi/emsmdb/?&Email=a", "@/")]
    [InlineData("3f2504e0@contoso.example:6001", "@")]
    [InlineData("?__VIEWSTATEGENERATOR=B97B", "__viewstategenerator")]
    [InlineData("", "")]
    public void A_query_is_told_by_how_it_begins(string query, string head) =>
        Assert.Equal(head, PathShape.OfQuery(Encoding.UTF8.GetBytes(query)));

    [Theory]
    [InlineData("q7xk2m9vt4rb8znwd", true)]
    [InlineData("autodiscover-internal", false)]
    [InlineData("www", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaa", false)]
    public void Labels_that_look_like_data_are_told_from_words(string label, bool expected) =>
        Assert.Equal(expected, DnsName.LooksLikeData(label));

    [Theory]
    [InlineData("a.b.contoso.example", "a", "contoso.example")]
    [InlineData("a.b.contoso.co.uk.", "a", "contoso.co.uk")]
    [InlineData("contoso.example", "", "contoso.example")]
    public void A_name_has_a_first_label_and_a_domain(string name, string first, string domain)
    {
        Assert.True(DnsName.TrySplit(name, out ReadOnlySpan<char> label, out ReadOnlySpan<char> registered));
        Assert.Equal(first, label.ToString());
        Assert.Equal(domain, registered.ToString());
    }

    [Theory]
    [InlineData("https://mail.contoso.example/OAB", "")]
    [InlineData("http://f/<script runat=\"server\">x(1)</script>", "< > ( ) =")]
    [InlineData("\\\\127.0.0.1\\C$\\inetpub\\wwwroot\\aspnet_client\\x.aspx", "$ own-machine page")]
    [InlineData("\\\\files01.contoso.example\\pst$\\anna.pst", "$")]
    public void A_value_is_told_by_its_marks(string value, string form) => Assert.Equal(form, ValueForm.Of(value));
}
