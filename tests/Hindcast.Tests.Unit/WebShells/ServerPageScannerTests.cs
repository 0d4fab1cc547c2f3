using System.Text;
using Hindcast.WebShells;

namespace Hindcast.Tests.Unit.WebShells;

public sealed class ServerPageScannerTests
{
    public static TheoryData<string> Names => [.. InertPages.All.Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Page_that_hands_over_control_is_found_with_its_key_and_line(string name)
    {
        string text = InertPages.All.Single(p => p.Name == name).Text;
        PageReport report = ServerPageScanner.Scan(Encoding.UTF8.GetBytes(text), name);
        Assert.True(report.Verdict >= PageVerdict.LikelyWebShell, $"{report.Verdict} {report.Score}: {string.Join("; ", report.Reasons)}");
        Assert.NotEmpty(report.Reasons);
        Assert.Contains(report.Keys, k => k is "inertkey" or "path" or "box" or "f" or "X-INERT");
        PageSign first = report.Signs[0];
        Assert.Equal(text[..(int)first.OffsetBytes].Count(c => c == '\n') + 1, first.Line);
    }

    [Theory]
    [InlineData("loads code that it decrypts", "var k = Encoding.Default.GetBytes(\"0123456789abcdef\"); byte[] b = Body(Request.Form); Session[\"x\"] = new RijndaelManaged().CreateDecryptor(k, k); Assembly.Load(Held);")]
    [InlineData("shows what a process that it starts writes", "Process p = new Process(); p.StartInfo.FileName = Server.MapPath(\"x\"); p.Start(); Response.Write(p.StandardOutput.ReadToEnd());")]
    [InlineData("stores uploads beside itself", "Request.Files[0].SaveAs(Path.Combine(Path.GetDirectoryName(Request.PhysicalPath), Request.Files[0].FileName));")]
    [InlineData("loads an assembly that the page holds", "string r = Request.Form[\"inertkey\"]; byte[] a = {0x28,0x6b,0x01}; Assembly.Load(a).CreateInstance(\"Y\");")]
    [InlineData("makes an account", "UserPrincipal u = new UserPrincipal(context, \"x\", \"y\", true); u.Save();")]
    [InlineData("lists the registry", "foreach (string n in Registry.LocalMachine.GetValueNames()) { Response.Write(n); }")]
    public void What_a_page_does_without_being_told_is_found_too(string reason, string code)
    {
        PageReport report = ServerPageScanner.Scan(Encoding.UTF8.GetBytes("<%@ Page Language=\"C#\" %><%\n" + InertPages.Broken + code + "%>"), "a.aspx");
        Assert.True(report.Verdict >= PageVerdict.LikelyWebShell, $"{report.Verdict} {report.Score}: {string.Join("; ", report.Reasons)}");
        Assert.Contains(reason, report.Reasons);
    }

    [Theory]
    [InlineData("puts texts together bit by bit", "$a='sS5gN'|ZnkQ; $b='?[[jt^u)WN-'&'{~c:Yn='; $c=mF^'?a5'.$b;")]
    [InlineData("does nothing but store uploads, and checks none", "move_uploaded_file($_FILES['f']['tmp_name'], $_FILES['f']['name']);")]
    [InlineData("runs text as code", "$w = 'x'; preg_replace('/ad/e', '@'.str_rot13('riny').'($w)', 'add');")]
    public void Php_page_is_found_by_what_no_honest_page_does(string reason, string code)
    {
        PageReport report = ServerPageScanner.Scan(Encoding.UTF8.GetBytes("<?php " + InertPages.Broken + code + " ?>"), "a.php");
        Assert.True(report.Verdict >= PageVerdict.LikelyWebShell, $"{report.Verdict} {report.Score}: {string.Join("; ", report.Reasons)}");
        Assert.Contains(report.Reasons, r => r.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("$flags = E_ALL & ~E_NOTICE; $mask = FLAG_A | FLAG_B | 4; $x = $a ^ $b; if ($n & 1) { $n = $n | 'a'; }")]
    [InlineData("$names = array_map('trim', $_POST['names']); usort($names, 'strcmp'); ob_start('ob_gzhandler');")]
    [InlineData("if (in_array(pathinfo($_FILES['f']['name'], PATHINFO_EXTENSION), array('png'))) { move_uploaded_file($_FILES['f']['tmp_name'], 'up/' . md5('x') . '.png'); }")]
    public void Php_page_that_looks_alike_is_not_called_a_shell(string code) =>
        Assert.True(ServerPageScanner.Scan(Encoding.UTF8.GetBytes("<?php " + code + " ?>"), "a.php").Verdict < PageVerdict.LikelyWebShell);

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void Encoding_does_not_hide_a_page(string encoding)
    {
        Encoding used = Encoding.GetEncoding(encoding);
        byte[] page = [.. used.GetPreamble(), .. used.GetBytes(InertPages.All[0].Text)];
        PageReport report = ServerPageScanner.Scan(page, "a.aspx");
        Assert.Equal(PageVerdict.WebShell, report.Verdict);
        Assert.Equal(PageLanguage.JScript, report.Language);
        PageSign eval = report.Signs.First(s => s.Capability == PageCapability.EvaluatesInput);
        string there = used.GetString(page.AsSpan((int)eval.OffsetBytes, used.GetByteCount("eval")));
        Assert.Equal("eval", there);
    }

    [Theory]
    [InlineData("hello.html", "<html><body>evaluate the process of the assembly</body></html>")]
    [InlineData("eval.aspx", "<%@ Page Language=\"C#\" %><asp:Repeater runat=\"server\"><ItemTemplate><%# Eval(\"Name\") %> <%# DataBinder.Eval(Container.DataItem, \"Total\") %></ItemTemplate></asp:Repeater>")]
    [InlineData("number.aspx", "<%@ Page Language=\"C#\" %><% int id = Convert.ToInt32(Request[\"id\"]); var c = new SqlCommand(\"select 1\"); Response.Write(HttpUtility.HtmlEncode(Request[\"q\"])); %>")]
    [InlineData("script.aspx", "<%@ Page Language=\"C#\" %><script>var a = eval('(' + json + ')'); fetch(Request.url);</script>")]
    [InlineData("include.php", "<?php include 'header.php'; $page = htmlspecialchars($_GET['page']); echo $page; ?>")]
    [InlineData("list.jsp", "<%@ page import=\"java.util.List\" %><% String q = request.getParameter(\"q\"); for (Object o : (List) request.getAttribute(\"rows\")) { out.print(o); } %>")]
    public void Honest_page_is_benign(string name, string text) =>
        Assert.Equal(PageVerdict.Benign, ServerPageScanner.Scan(Encoding.UTF8.GetBytes(text), name).Verdict);

    [Theory]
    [InlineData("class Cache { function get($id) { $x = unserialize(file_get_contents($_GET['f'])); unlink($_GET['f']); $fp = fopen($_GET['f'], 'w'); fwrite($fp, $_POST['x']); } }", false)]
    [InlineData("class Cache { function get($id) { $x = unserialize(file_get_contents($_GET['f'])); unlink($_GET['f']); $fp = fopen($_GET['f'], 'w'); fwrite($fp, $_POST['x']); } } $c = new Cache(); $c->get(1);", true)]
    [InlineData("class Cache { function get($id) { eval($_POST['x']); } }", true)]
    public void File_that_only_declares_classes_is_at_most_unusual_unless_it_runs_what_it_is_sent(string code, bool found)
    {
        PageReport report = ServerPageScanner.Scan(Encoding.UTF8.GetBytes("<?php\ndefined('BASE') OR exit('no');\n" + InertPages.Broken.Replace(")", "", StringComparison.Ordinal).Replace("this", "use", StringComparison.Ordinal) + code), "a.php");
        Assert.Equal(found, report.Verdict >= PageVerdict.LikelyWebShell);
        Assert.True(report.Verdict >= PageVerdict.Unusual);
    }

    [Fact]
    public void Dump_of_directory_settings_dates_itself()
    {
        PageReport report = ServerPageScanner.Scan(Encoding.ASCII.GetBytes(InertPages.OabDump), "inert.aspx");
        Assert.Equal(PageVerdict.WebShell, report.Verdict);
        Assert.Contains("inertkey", report.Keys);
        Assert.Equal("EX01", report.Settings!.Server);
        Assert.Equal("15.1.2176.2", report.Settings.Build);
        Assert.Equal("3/3/2021 4:23:00 AM", report.Settings.WhenCreated);
        Assert.Equal("3/3/2021 12:30:00 PM", report.Settings.WhenChanged);
        Assert.Equal("dc01.contoso.example", report.Settings.OriginatingServer);
    }

    [Fact]
    public void Dump_without_script_is_benign_and_still_read()
    {
        string text = InertPages.OabDump.Replace("http://f/<script", "https://mail.contoso.example/OAB", StringComparison.Ordinal).Replace("runat", "x", StringComparison.Ordinal).Replace("</script>", "", StringComparison.Ordinal);
        Assert.Equal(PageVerdict.Benign, ServerPageScanner.Scan(Encoding.ASCII.GetBytes(text), "dump.txt").Verdict);
    }

    [Fact]
    public void Mailbox_file_and_certificate_request_with_server_code_are_found()
    {
        byte[] code = Encoding.ASCII.GetBytes(InertPages.All[0].Text);
        PageReport mailbox = ServerPageScanner.Scan([.. "!BDN"u8, .. new byte[600], .. code, .. new byte[3000]], "draft.aspx");
        PageReport request = ServerPageScanner.Scan([0x30, 0x82, 0x04, 0x10, .. new byte[40], .. code, 1, 2, 3], "c.aspx.req");
        Assert.Equal(PageVerdict.WebShell, mailbox.Verdict);
        Assert.Contains(mailbox.Reasons, r => r.Contains("mailbox file", StringComparison.Ordinal));
        Assert.Equal(PageVerdict.WebShell, request.Verdict);
        Assert.Contains(request.Reasons, r => r.Contains("certificate request", StringComparison.Ordinal));
    }

    [Fact]
    public void Logon_page_that_keeps_passwords_is_found_and_the_honest_one_is_not()
    {
        string honest = InertPages.Logon("<% string u = Request.Form[\"username\"]; %>", "document.getElementById('password').focus();");
        string keeping = InertPages.Logon("<% " + InertPages.Broken + "System.IO.File.AppendAllText(\"inert.txt\", Request.Form[\"password\"]); %>", "");
        string sending = InertPages.Logon("", "does not run ) ; var x = new XMLHttpRequest(); x.send(document.getElementById('password').value);");
        Assert.Equal(PageVerdict.Benign, Scan(honest).Verdict);
        Assert.Contains(PageCapability.TakesCredentials, Scan(keeping).Capabilities);
        Assert.Equal(PageVerdict.WebShell, Scan(keeping).Verdict);
        Assert.Equal(PageVerdict.WebShell, Scan(sending).Verdict);
        static PageReport Scan(string text) => ServerPageScanner.Scan(Encoding.UTF8.GetBytes(text), "logon.aspx");
    }

    [Fact]
    public void Name_of_a_compiled_page_is_read_from_its_map()
    {
        byte[] map = "<?xml version=\"1.0\"?><preserve resultType=\"3\" virtualPath=\"/aspnet_client/inert.aspx\" hash=\"0\"></preserve>"u8.ToArray();
        Assert.Equal("/aspnet_client/inert.aspx", ServerPageScanner.Scan(map, "inert.aspx.cdcab7d2.compiled").VirtualPath);
    }

    [Fact]
    public void Of_a_large_file_head_and_tail_are_read_and_the_rest_is_told()
    {
        byte[] code = Encoding.ASCII.GetBytes(InertPages.All[0].Text);
        byte[] page = new byte[5 << 20];
        page.AsSpan().Fill((byte)' ');
        code.CopyTo(page, page.Length - code.Length);
        PageReport report = ServerPageScanner.Scan(page, "large.aspx");
        Assert.Equal(PageVerdict.WebShell, report.Verdict);
        Assert.Equal(page.Length - ServerPageScanner.WindowBytes, report.UnreadBytes);
    }

    [Theory]
    [InlineData("utf-16", 300)]
    [InlineData("utf-16BE", 300)]
    [InlineData("utf-32", 0)]
    [InlineData("utf-32BE", 300)]
    public void Text_of_wide_characters_is_read_by_its_mark_though_no_zero_byte_stands_in_front(string name, int letters)
    {
        Encoding encoding = Encoding.GetEncoding(name);
        string text = "<!--" + new string('\u8a9e', letters) + "-->" + InertPages.All[0].Text;
        PageReport report = ServerPageScanner.Scan([.. encoding.GetPreamble(), .. encoding.GetBytes(text)], "a.aspx");
        Assert.Equal(PageVerdict.WebShell, report.Verdict);
        Assert.All(report.Signs, s => Assert.Equal(0, s.OffsetBytes % (encoding.GetByteCount("a"))));
    }

    [Fact]
    public void Text_of_a_sign_is_bounded_and_holds_no_control_characters()
    {
        string text = "<%@ Page Language=\"Jscript\"%><%\u001b[2J" + new string('x', 5000) + " ) ;\n/*\u001b[31m\u202e*/eval(Request[\"\u0007inert\u001b[0m\"]);" + new string('y', 5000) + "%>";
        PageReport report = ServerPageScanner.Scan(Encoding.Unicode.GetBytes("\uFEFF" + text), "a.aspx");
        Assert.NotEmpty(report.Signs);
        Assert.All(report.Signs.Select(s => s.Text).Concat(report.Keys), t =>
        {
            Assert.True(t.Length <= PageReport.MaxSignChars);
            Assert.DoesNotContain(t, c => char.IsControl(c) || c == '\u202e');
        });
    }

    [Fact]
    public void Reasons_name_the_family_whose_published_traits_a_page_has()
    {
        PageReport report = ServerPageScanner.Scan(Encoding.ASCII.GetBytes(InertPages.All[0].Text), "a.aspx");
        Assert.Contains("China Chopper (JScript)", report.Families);
    }
}
