using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Hindcast.WebShells;

namespace Hindcast.Tests.Unit.WebShells;

/// <summary>One trait a page: each was passed over before it was known.</summary>
public sealed class ShellTraitTests
{
    public static TheoryData<string> Reached => [.. ReachedTraits.All.Select(p => p.Name)];

    public static TheoryData<string> Unasked => [.. UnaskedTraits.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Reached))]
    public void Page_that_the_request_reaches_is_found(string name) => Found(name, ReachedTraits.All.Single(p => p.Name == name).Text);

    [Theory]
    [MemberData(nameof(Unasked))]
    public void Page_that_needs_no_request_is_found(string name) => Found(name, UnaskedTraits.All.Single(p => p.Name == name).Text);

    [Theory]
    [InlineData("start.asax", "<%@ Application Language=\"C#\" %><script runat=\"server\">void Application_Start(object s, EventArgs e) { GlobalFilters.Filters.Add(new HandleErrorAttribute()); RouteTable.Routes.Add(new Route(\"{a}\", null)); }</script>")]
    [InlineData("upload.aspx", "<%@ Page Language=\"C#\" %><script runat=\"server\">void Go(object s, EventArgs e) { if (Path.GetExtension(up.FileName) == \".png\") { up.SaveAs(Server.MapPath(\"~/x/\") + up.FileName); } }</script><form runat=\"server\"><asp:FileUpload id=\"up\" runat=\"server\"/></form>")]
    [InlineData("download.ashx", "<%@ WebHandler Language=\"C#\" Class=\"D\" %>public class D { void P(HttpContext c) { string p = root + c.Request[\"f\"]; if (new FileInfo(p).Exists) { File.ReadAllBytes(p); c.Response.TransmitFile(p); } } }")]
    [InlineData("typed.aspx", "<%@ Page Language=\"VB\" %><script runat=\"server\">\nSub Go()\nDim id As String = Request(\"id\")\nDim c As New SqlCommand(\"select 1\")\nlabel.Text = Server.HtmlEncode(id)\nEnd Sub</script>")]
    [InlineData("interpolated.aspx", "<%@ Page Language=\"C#\" %><% var q = Request[\"q\"]; Response.Write($\"<b>{HttpUtility.HtmlEncode(q)}</b>{{process}}\"); %>")]
    [InlineData("web.config", "<?xml version=\"1.0\"?><configuration><system.web><httpHandlers><add verb=\"*\" path=\"*.jpg\" type=\"System.Web.StaticFileHandler\"/><add path=\"*.html\" verb=\"*\" type=\"System.Web.UI.PageHandlerFactory\"/></httpHandlers></system.web></configuration>")]
    [InlineData("photo.jpg", "\u00FF\u00D8\u00FF\u00E0 a picture <%wJ by chance")]
    [InlineData("bundle.cshtml", "@{ Html.AddScript(\"site.js\"); var s = \"runat\"; }")]
    [InlineData("marks.ashx", "\uFEFF<%@ WebHandler Language=\"C#\" Class=\"D\" %>\n\uFEFFusing System; public class D { }")]
    public void Page_that_looks_alike_is_not_called_a_shell(string name, string text)
    {
        byte[] bytes = name.EndsWith(".jpg", StringComparison.Ordinal) ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text);
        PageReport report = ServerPageScanner.Scan(bytes, name);
        Assert.True(report.Verdict < PageVerdict.LikelyWebShell, $"{report.Verdict} {report.Score}: {string.Join("; ", report.Reasons)}");
    }

    [Fact]
    public void Texts_with_code_in_holes_without_end_are_read_in_time()
    {
        foreach (string part in new[] { "$\"{", "$\"{$\"{", "$@\"{x", "P\u200Bx.", "eval(\"request\")+", "<object runat progid=", "<add path=\"*.config\" " })
        {
            string page = "<%@ Page Language=\"C#\" %><% process " + string.Concat(Enumerable.Repeat(part, (512 << 10) / part.Length));
            long start = Stopwatch.GetTimestamp();
            ServerPageScanner.Scan(Encoding.UTF8.GetBytes(page), part.Contains("add", StringComparison.Ordinal) ? "web.config" : "a.aspx");
            Assert.True(Stopwatch.GetElapsedTime(start).TotalSeconds < 20, $"{part}: {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        }
    }

    private static void Found(string name, string text)
    {
        byte[] head = [.. "MZ\u0090\0\u0003"u8, .. new byte[73], .. "This program cannot be run in DOS mode."u8, .. new byte[300]];
        using MemoryStream packed = new();
        using (GZipStream zip = new(packed, CompressionLevel.NoCompression, leaveOpen: true))
        {
            byte[] noise = new byte[500];
            new Random(1).NextBytes(noise);
            zip.Write([.. noise, .. head]);
        }

        text = text.Replace("{B}", InertPages.Broken, StringComparison.Ordinal).Replace("{LS}", "\u2028", StringComparison.Ordinal).Replace("{ZW}", "\u200B", StringComparison.Ordinal)
            .Replace("{PE}", Convert.ToBase64String(head), StringComparison.Ordinal).Replace("{GZ}", Convert.ToBase64String(packed.ToArray()), StringComparison.Ordinal);
        PageReport report = ServerPageScanner.Scan(name.Contains("picture", StringComparison.Ordinal) ? Encoding.Latin1.GetBytes(text) : Encoding.UTF8.GetBytes(text), name);
        Assert.True(report.Verdict >= PageVerdict.LikelyWebShell, $"{report.Verdict} {report.Score}: {string.Join("; ", report.Reasons)}");
        Assert.NotEmpty(report.Reasons);
    }
}
