using System.Text;
using Hindcast.WebShells;
using Hindcast.WebShells.Flow;
using Hindcast.WebShells.Reading;

namespace Hindcast.Tests.Unit.WebShells;

public sealed class PrefilterTests
{
    public static TheoryData<PageLanguage> Languages =>
        [PageLanguage.CSharp, PageLanguage.VisualBasic, PageLanguage.JScript, PageLanguage.VBScript, PageLanguage.Java, PageLanguage.Php];

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_call_that_matters_is_let_go(PageLanguage language)
    {
        List<string> missed = [];
        foreach (Sink sink in Sinks.All(language))
        {
            foreach (string name in sink.Names)
            {
                string code = sink.With.Length > 0 && sink.With[0] != "^" ? $"<% x = {sink.With[0]}.{name}(y) %>" : $"<% x = {name}(y) %>";
                if (!PagePrefilter.MayMatter(code, "aspx") || !CodeSuspects.In(language, code))
                {
                    missed.Add(code);
                }
            }
        }

        Assert.Empty(missed);
    }

    [Fact]
    public void Code_without_any_of_the_names_is_let_go()
    {
        const string Code = "string a = Request[\"q\"]; total = total + 1; if (IsPostBack) { label.Text = HttpUtility.HtmlEncode(a); }";
        Assert.False(CodeSuspects.In(PageLanguage.CSharp, Code));
        Assert.True(CodeSuspects.In(PageLanguage.CSharp, Code + " Pr\\u006fcess"));
        Assert.Equal(PageVerdict.Benign, ServerPageScanner.Scan(Encoding.UTF8.GetBytes($"<%@ Page Language=\"C#\" %><% {Code} %> include the file. process"), "a.aspx").Verdict);
    }
}
