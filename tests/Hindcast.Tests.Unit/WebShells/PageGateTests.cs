using System.Text;
using System.Text.Json;
using Hindcast.Tests.Unit.Sigma;
using Hindcast.WebShells;
using Hindcast.WebShells.Reading;

namespace Hindcast.Tests.Unit.WebShells;

/// <summary>What is let go by a look over the bytes is what the whole way says nothing of.</summary>
public sealed class PageGateTests
{
    private const string Xml = "<?xml version=\"1.0\"?>\n";

    private static readonly string[] Extensions = ["aspx", "php", "cshtml", "asp", "jsp", "config", "ashx", "asmx", "txt", "ascx", "inc", "xml", "htm", ""];

    private static readonly string[] Pieces =
    [
        "<%", "%>", "<?php ", Xml, "<?XML ?>", "<?", "?>", "<script runat=server>", "<script language = 'php'>", "</script>", "@{ ", "@(", "}", "${", "#{", "jsp:", "<jsp:scriptlet>",
        "ExternalUrl : http://f/eval\n", "InternalUrl : a\n", "Server : b\n", "auth.owa password username", "<ms:script implements-prefix='u'>", "#@~^", "@Model.X", "eval(Request[\"a\"])",
        "eval($_POST['a']);", "Process.Start(Request[\"a\"]);", "Runtime.getRuntime().exec(request.getParameter(\"a\"));", "<html>", "\n", " ", InertPages.Broken,
        "<%@ Page Language=\"C#\" %>", "<%@ Page %>", "<%@Language=VBScript%>", "<%@ Page language = 'jscript' %>", "<%@ page import=\"java.io.*\" %>", "<%@ Control %>", "<script language=\"javascript\" runat=\"server\">",
        "<script language=JScript>", "<script language=vbs runat=server>", "\nset a = b\n", "\nEnd Sub\n", "server.createobject(b)", "execute(request(\"a\"))", "request.getParameter(\"a\")", "forName(a)", "import ", "import = 'sun.a'",
        "<object runat=server progid='wscript.shell'>", "<object width=1>", "<asp:ObjectDataSource runat=server typename='System.IO.File' />", "\u00e2\u0080\u008b", "\u00c2\u00ad", "\\u0065", "GIF89a", "0\u0082\u0001", "!BDN",
        "<% int a = 1; %>", "File", "\"cmd.exe\"", "<add path=\"*.config\" verb='*' type='PageHandlerFactory'/>", "<system.applicationHost>",
        "<%@ Page CodeFile=\"a.cs\" %>", "<%@ Page Language=\"C#\" ", "<%@ WebHandler Language=\"C#\" %>", "<%@ Import Namespace=\"P = System.Diagnostics.Process\" %>", "<%@ Class='file' %>", "<%-- ", "--%>", "<%--<%@ WebService %>", "<% ", "<%= ", "<%# Eval(\"a\") %>", "typename='system.io.file'>",
    ];

    /// <summary>A page for each text that the look must know: without it the page would be let go.</summary>
    public static TheoryData<string, string, string> Needed => new()
    {
        { "<%", "a.aspx", "<% Process.Start(Request[\"a\"]);" },
        { "<?", "a.php", "<? eval($_POST['a']);" },
        { "runat", "a.aspx", "<script runat=\"server\">Process.Start(Request[\"a\"]);" },
        { "@{", "a.cshtml", "@{ Process.Start(Request[\"a\"]); }" },
        { "@(", "a.cshtml", "@(Process.Start(Request[\"a\"]))" },
        { "@functions", "a.cshtml", "@functions  { int a() { Process.Start(Request[\"a\"]); } }" },
        { "<jsp:", "a.jsp", "<jsp:scriptlet>Runtime.getRuntime().exec(request.getParameter(\"a\"));" },
        { "${", "a.jsp", "${Runtime.getRuntime().exec(request.getParameter(\"a\"))}" },
        { "#{", "a.jsp", "#{Runtime.getRuntime().exec(request.getParameter(\"a\"))}" },
        { "language=\"php", "a.php", "<script language=\"php\">eval($_POST['a']);" },
        { "language='php", "a.php", "<script language='php'>eval($_POST['a']);" },
        { "language=php", "a.php", "<script language=php>eval($_POST['a']);" },
        { "#@~^", "a.asp", "#@~^AAAAAA==<script language = php>eval($_POST['a']);" },
        { "implements-prefix", "a.xsl", "<m:script implements-prefix='x' language='C#'>Process.Start(Request[\"a\"]);" },
        { "<script", "a.aspx", Xml + "<script language = \"php\">eval($_POST['a']);" },
        { "jsp:", "a.jsp", Xml + "jsp: Runtime.getRuntime().exec(request.getParameter(\"a\"));" },
        { "externalurl", "a.txt", Xml + "InternalUrl : a\nExternalUrl : http://f/ eval \nServer : b\n" },
        { "auth.owa", "a.aspx", Xml + "auth.owa username password new XMLHttpRequest(); getElementById('password')" },
        { "asp.dll", "web.config", "<configuration><system.webServer><handlers><add name='a' path=\"*.config\" verb=\"*\" scriptProcessor=\"c:\\asp.dll\"/></handlers></system.webServer></configuration>" },
        { "aspnet_isapi", "web.config", "<configuration><system.webServer><handlers><add name='a' path=\"*.config\" verb=\"*\" scriptProcessor=\"c:\\aspnet_isapi.dll\"/></handlers></system.webServer></configuration>" },
        { "pagehandlerfactory", "web.config", "<configuration><system.webServer><handlers><add name='a' path=\"*.config\" verb=\"*\" type=\"System.Web.UI.PageHandlerFactory\"/></handlers></system.webServer></configuration>" },
        { "simplehandlerfactory", "web.config", "<configuration><system.webServer><handlers><add name='a' path=\"*.config\" verb=\"*\" type=\"System.Web.UI.SimpleHandlerFactory\"/></handlers></system.webServer></configuration>" },
        { "webservicehandlerfactory", "web.config", "<configuration><system.webServer><handlers><add name='a' path=\"*.config\" verb=\"*\" type=\"System.Web.Services.Protocols.WebServiceHandlerFactory\"/></handlers></system.webServer></configuration>" },
        { "php-cgi", "web.config", "<configuration><system.webServer><handlers><add name='a' path=\"*.config\" verb=\"*\" scriptProcessor=\"c:\\php-cgi.com\"/></handlers></system.webServer></configuration>" },
        { "cmd.exe", "web.config", "<configuration><system.webServer><handlers><add name='a' path=\"*.config\" verb=\"*\" scriptProcessor=\"c:\\cmd.exe\"/></handlers></system.webServer></configuration>" },
        { "buildprovider", "web.config", "<compilation><buildProviders><add extension=\".config\" type=\"System.Web.Compilation.PageBuildProvider\"/></buildProviders></compilation>" },
        { "@ in Razor", "a.cshtml", Xml + "@Process.Start(Request[\"a\"])" },
    };

    [Theory]
    [MemberData(nameof(Needed))]
    public void A_page_with_what_matters_is_not_let_go(string mark, string name, string page)
    {
        byte[] content = Encoding.Latin1.GetBytes(page + "\n" + InertPages.Broken);
        Assert.NotEmpty(Whole(content, name).Signs);
        Assert.True(ServerPageScanner.MayMatter(content, name), mark);
        Assert.NotEmpty(ServerPageScanner.Scan(content, name).Signs);
    }

    [Fact]
    public void Each_text_that_the_look_knows_has_a_page() =>
        Assert.Empty(PagePrefilter.Openings.Concat(PagePrefilter.XmlMarks).Concat(PagePrefilter.ConfigMarks).Except(Needed.Select(n => n.Data.Item1)));

    [Fact]
    public void Mere_xml_is_let_go()
    {
        Assert.False(ServerPageScanner.MayMatter(Encoding.ASCII.GetBytes(Xml + "<configuration><appSettings/></configuration>"), "web.config"));
        Assert.False(ServerPageScanner.MayMatter("<html><script>var a = 1;</script></html>"u8, "a.aspx"));
    }

    /// <summary>Code without anything of what signs are made of, in each language that is let go by itself; what the second half names is found.</summary>
    [Theory]
    [InlineData("a.aspx", "<%@ Page Language=\"C#\" %><% int a = 1; %>", "<% Process.Start(Request[\"a\"]); %>")]
    [InlineData("a.aspx", "<%@ Page Language=\"VB\" %><%\nDim a = 1\n%>", "<% Process.Start(Request(\"a\")) %>")]
    [InlineData("a.cshtml", "@{ var a = 1; }<b>@a</b>", "@{ Process.Start(Request[\"a\"]); }")]
    [InlineData("a.jsp", "<%@ page import=\"java.util.*\" %><% int a = 1; %>", "<% Runtime.getRuntime().exec(request.getParameter(\"a\")); %>")]
    [InlineData("a.asp", "<%\nDim a\na = 1\n%>", "<% execute request(\"a\") %>")]
    [InlineData("a.aspx", "<%\nDim a\na = 1\n%>", "<% execute request(\"a\") %>")]
    [InlineData("a.aspx", "<%@ Page Language=\"JScript\" %><% var a = 1; %>", "<% eval(Request[\"a\"]); %>")]
    [InlineData("a.aspx", "<%@ Page Language=\"C#\" %><object width=1></object>", "<object runat=server progid='wscript.shell'></object>")]
    [InlineData("a.aspx", "<%@ Page Language=\"C#\" %><% int a = 1; %>", "<% Pro\u00e2\u0080\u008bcess.Start(Request[\"a\"]); %>")]
    [InlineData("a.aspx", "<%@ Page Language=\"C#\" CodeFile=\"a.cs\" %><p>file</p><%-- <% File.Delete(a); %> --%><% int a = 1; %>", "<% File.Delete(Request[\"a\"]); %>")]
    [InlineData("a.aspx", "<%@ Page Language=\"C#\" CodeFile=\"a.cs\" %><script>file</script>", "<script runat=server>File.Delete(Request[\"a\"]);</script>")]
    [InlineData("a.aspx", "<%@ Page Language=\"C#\" CodeFile=\"a.cs\" %>", "<%@ Import Namespace=\"P = System.Diagnostics.Process\" %><% P.Start(\"a\"); %>")]
    [InlineData("a.aspx", "<%@ Page CodeFile=\"a.cs\" %>", "<%@ WebHandler Language=\"C#\" %> File.Delete(Request[\"a\"]);")]
    [InlineData("a.jsp", "<%@ page import=\"java.util.*\" %><%@ include file=\"invoke.jsp\" %>${a}", "${Runtime.getRuntime().exec(param.a)}")]
    [InlineData("a.aspx", "<asp:ObjectDataSource typename='App.File' runat='server'/>", "<asp:ObjectDataSource runat='server' typename='System.IO.File'/>")]
    [InlineData("web.config", "<configuration><system.applicationHost/><add path=\"*.config\" verb='*' type='PageHandlerFactory'/></configuration>", "<%@ Page Language=\"C#\" %><% Process.Start(Request[\"a\"]); %>")]
    public void Code_without_what_signs_are_made_of_is_let_go(string name, string plain, string shell)
    {
        byte[] content = Encoding.Latin1.GetBytes(plain + InertPages.Broken);
        Assert.False(ServerPageScanner.MayMatter(content, name));
        Assert.Empty(ServerPageScanner.Scan(content, name).Signs);
        content = Encoding.Latin1.GetBytes(plain + shell + InertPages.Broken);
        Assert.True(ServerPageScanner.MayMatter(content, name));
        Assert.NotEmpty(ServerPageScanner.Scan(content, name).Signs);
    }

    [Fact]
    public void Random_pages_are_judged_as_without_it()
    {
        Random random = new(11);
        int letGo = 0;
        for (int round = 0; round < 20_000; round++)
        {
            byte[] page = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Pieces[random.Next(Pieces.Length)])));
            letGo += Same(page, "a." + Extensions[random.Next(Extensions.Length)]) ? 0 : 1;
        }

        Assert.InRange(letGo, 1000, 16_000);
    }

    [Fact]
    public void Inert_pages_are_judged_as_without_it_under_each_extension()
    {
        foreach ((_, string text) in InertPages.All)
        {
            Assert.All(Extensions, e => Same(Encoding.UTF8.GetBytes(text), "a." + e));
            Assert.All(Extensions, e => Same(Encoding.UTF8.GetBytes(Xml + text), "a." + e));
        }
    }

    [Fact]
    public void Honest_pages_are_judged_as_without_it_and_many_are_let_go()
    {
        string folder = SharedData.Unpacked("benign-web");
        int letGo = 0;
        foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            byte[] page = File.ReadAllBytes(path);
            letGo += Same(page[..Math.Min(page.Length, ServerPageScanner.WindowBytes)], path) ? 0 : 1;
        }

        Assert.True(letGo > 3000, $"{letGo}");
    }

    /// <summary>True when the page was not let go.</summary>
    private static bool Same(byte[] content, string name)
    {
        string whole = JsonSerializer.Serialize(Whole(content, name));
        Assert.Equal(whole, JsonSerializer.Serialize(ServerPageScanner.Scan(content, name)));
        if (ServerPageScanner.MayMatter(content, name))
        {
            return true;
        }

        PageReport report = Whole(content, name);
        Assert.Equal(JsonSerializer.Serialize(PageReport.Nothing(report.Language, 0)), whole);
        return false;
    }

    /// <summary>The way over characters, which widens each page.</summary>
    private static PageReport Whole(byte[] content, string name)
    {
        PageText text = PageText.Read(content);
        return PagePrefilter.MayMatter(text.Text, ServerPageScanner.ExtensionOf(name)) ? new PageAnalysis(text, ServerPageScanner.ExtensionOf(name), 0).Judge(content) : PageReport.Nothing(PageLanguage.None, 0);
    }
}
