namespace Hindcast.Tests.Unit.WebShells;

/// <summary>Pages with a trait of web shells each, whose code a value of the request reaches. None can work: see <see cref="InertPages"/>.</summary>
internal static class ReachedTraits
{
    /// <summary>{B} stands for the line that does not compile, {LS} and {ZW} for characters that nobody sees, {PE} and {GZ} for the head of a program and a packed one, in base64.</summary>
    internal static readonly (string Name, string Text)[] All =
    [
        ("vb-typed.aspx",
            """
            <%@ Page Language="VB" %><script runat="server">
            {B}
            Sub Go(s As Object, e As EventArgs)
            Dim c As String = Request("inertkey")
            Dim p As Object = Process.Start("x.exe", c)
            End Sub</script>
            """),
        ("vb-typed-port.aspx",
            """
            <%@ Page Language="VB" %><script runat="server">
            {B}
            Sub Go(s As Object, e As EventArgs)
            Dim Port As Int32 = inertkey.Text
            Dim c As New TcpClient()
            c.Connect("127.0.0.1", Port)
            Dim b As NetworkStream = c.GetStream()
            End Sub</script><form runat="server"><asp:TextBox id="inertkey" runat="server"/></form>
            """),
        ("js-typed.aspx",
            """
            <%@ Page Language="JScript" %><%
            {B}
            var c : String = Request.Item["inertkey"];
            var f : Object = eval;
            eval(c, "unsafe");%>
            """),
        ("eval-nested-source.aspx",
            """
            <%@ Page Language="Jscript"%><%
            {B}
            var p = eval("\u0052equest.Item[\"inertkey\"]");
            eval(p, "unsafe");%>
            """),
        ("comment-separator.aspx",
            """
            <%@ Page Language="C#"%><%
            {B}
            // nothing here {LS}System.Diagnostics.Process.Start(Request["inertkey"]);
            %>
            """),
        ("mem-listener.aspx",
            """
            <%@ Page Language="C#" %><script runat="server">
            {B}
            void Page_Load(object s, EventArgs e) { new System.Threading.Thread(Listen).Start(); }
            void Listen() { HttpListener l = new HttpListener(); l.Prefixes.Add("http://*:80/inert/"); l.Start(); while (true) { HttpListenerContext c = l.GetContext(); string v = c.Request.QueryString["inertkey"]; Work(v); } }
            void Work(string v) { }
            </script>
            """),
        ("mem-filter.aspx",
            """
            <%@ Page Language="C#" %><%@ Import Namespace="System.Web.Mvc" %><script runat="server">
            {B}
            public class Inert : IAuthorizationFilter { public void OnAuthorization(AuthorizationContext c) { var k = c.HttpContext.Request["inertkey"]; } }
            void Page_Load(object s, EventArgs e) { GlobalFilters.Filters.Add(new Inert()); }
            </script>
            """),
        ("mem-route.aspx",
            """
            <%@ Page Language="C#" %><%@ Import Namespace="System.Web.Routing" %><script runat="server">
            {B}
            public class Inert : RouteBase { public override RouteData GetRouteData(HttpContextBase c) { var k = c.Request["inertkey"]; return null; } }
            void Page_Load(object s, EventArgs e) { RouteTable.Routes.Insert(0, new Inert()); }
            </script>
            """),
        ("relay-web.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            string u = Request.Form["inertkey"] + Request.Form["p"]; byte[] b = new byte[Request.ContentLength]; Request.InputStream.Read(b, 0, b.Length);
            HttpWebRequest n = (HttpWebRequest)WebRequest.Create(u); n.Method = "POST"; Stream q = n.GetRequestStream(); q.Write(b, 0, b.Length); q.Close();
            using (StreamReader r = new StreamReader(n.GetResponse().GetResponseStream())) { Response.Write(r.ReadToEnd()); }
            %>
            """),
        ("db-console-config.aspx",
            """
            <%@ Page Language="C#" %><script runat="server">
            {B}
            void Go(object s, EventArgs e) { SqlConnection c = new SqlConnection(ConfigurationManager.ConnectionStrings[0].ConnectionString); c.Open(); SqlCommand m = new SqlCommand(); m.Connection = c; m.CommandText = inertkey.Text; SqlDataReader r = m.ExecuteReader(); while (r.Read()) { Response.Write(r[0]); } }
            </script><form runat="server"><asp:TextBox id="inertkey" runat="server"/></form>
            """),
        ("db-vb.aspx",
            """
            <%@ Page Language="VB" %><script runat="server">
            {B}
            Sub Go(s As Object, e As EventArgs)
            Dim cs As String = Request.Form("cs")
            Dim q As String = Request.Form("inertkey")
            Dim c As New OleDbConnection(cs)
            Dim a As New OleDbDataAdapter(q, c)
            End Sub</script>
            """),
        ("upload-typed-folder.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            string dir = Page.MapPath(".") + "/"; if (Request.QueryString["inertkey"] != null) dir = Request.QueryString["inertkey"] + "/"; dir = dir.Replace("\\", "/");
            if (up.HasFile) { string n = up.FileName; up.SaveAs(dir + "/" + n); }%><form runat="server"><asp:FileUpload runat="server" ID="up" /></form>
            """),
        ("reader.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            Response.Write(File.ReadAllText(Request["inertkey"]));%>
            """),
        ("registry.aspx",
            """
            <%@ Page Language="VB" %><%
            {B}
            Dim k As Object = My.Computer.Registry.GetValue(Request("inertkey"), Request("v"), Nothing)
            Response.Write(k)%>
            """),
        ("wmi.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            ManagementClass c = new ManagementClass("Win32_Process"); var i = c.GetMethodParameters("Create"); i["CommandLine"] = Request["inertkey"]; c.InvokeMethod("Create", i, null);%>
            """),
        ("wmi-object.aspx",
            """
            <%@ Page Language="VB" %><%
            {B}
            Dim w = GetObject("winmgmts:\\.\root\cimv2:Win32_Process")
            w.Create(Request("inertkey"), Nothing, Nothing, 0)%>
            """),
        ("schedule.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            dynamic s = Activator.CreateInstance(Type.GetTypeFromProgID("Schedule.Service")); s.Connect(); var a = s.NewTask(0).Actions.Create(0); a.Path = Request["inertkey"];%>
            """),
        ("compile-tmp.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            string n = Path.GetTempFileName() + ".aspx"; File.WriteAllText(Server.MapPath("~/" + n), Request["inertkey"]); Server.Execute("~/" + n);%>
            """),
        ("razor-engine.cshtml",
            """
            @{ {B}
             var r = Engine.Razor.RunCompile(Request["inertkey"], "k", null, null); }
            """),
        ("parse-control.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            Control c = Page.ParseControl(Request["inertkey"]); Controls.Add(c);%>
            """),
        ("runspace-invoker.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            RunspaceInvoke i = new RunspaceInvoke(); foreach (var o in i.Invoke(Request["inertkey"])) { Response.Write(o); }%>
            """),
        ("create-pipeline.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            var p = RunspaceFactory.CreateRunspace().CreatePipeline(Request["inertkey"]); p.Invoke();%>
            """),
        ("zero-width.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            System.Diagnostics.Pro{ZW}cess.St{ZW}art(Request["inertkey"]);%>
            """),
        ("delegate.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            Func<string, Process> f = Process.Start; f(Request["inertkey"]);%>
            """),
        ("delegate-create.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            var d = (Func<byte[], Assembly>)Delegate.CreateDelegate(typeof(Func<byte[], Assembly>), typeof(Assembly).GetMethod("Load", new[] { typeof(byte[]) })); d(Convert.FromBase64String(Request["inertkey"]));%>
            """),
        ("expression.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            var x = Expression.Lambda<Action>(Expression.Call(typeof(Process).GetMethod("Start", new[] { typeof(string) }), Expression.Constant(Request["inertkey"]))); x.Compile()();%>
            """),
        ("dynamic.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            dynamic w = Activator.CreateInstance(Type.GetTypeFromCLSID(new Guid("F935DC22-1CF0-11D0-ADB9-00C04FD58A0B"))); w.Run(Request["inertkey"]);%>
            """),
        ("alias.aspx",
            """
            <%@ Page Language="C#" %><%@ Import Namespace="P = System.Diagnostics.Process" %><%
            {B}
            P.Start(Request["inertkey"]);%>
            """),
        ("soap.soap",
            """
            <%@ WebService Language="C#" Class="Inert" %>
            {B}
            public class Inert : MarshalByRefObject { public string Go(string inertkey) { Process.Start("cmd.exe", inertkey); return ""; } }
            """),
        ("svc.svc",
            """
            <%@ ServiceHost Language="C#" Service="Inert" %>
            {B}
            [ServiceContract] public class Inert { [OperationContract] public string Go(string inertkey) { Process.Start("cmd.exe", "/c " + inertkey); return ""; } }
            """),
        ("jsc-function.aspx",
            """
            <%@ Page Language="Jscript" %><%
            {B}
            var f = new Function("a", Request["inertkey"]); f();%>
            """),
        ("jsc-function-var.aspx",
            """
            <%@ Page Language="Jscript" %><%
            {B}
            var c = "Function"; Function("return " + Request["inertkey"])();%>
            """),
        ("jsc-alias.aspx",
            """
            <%@ Page Language="Jscript" %><%
            {B}
            var e = eval; e(Request.Item["inertkey"], "unsafe");%>
            """),
        ("jsc-apply.aspx",
            """
            <%@ Page Language="Jscript" %><%
            {B}
            eval.apply(null, [Request.Item["inertkey"]]);%>
            """),
        ("jsc-index.aspx",
            """
            <%@ Page Language="Jscript" %><%
            {B}
            this["ev" + "al"](Request.Item["inertkey"], "unsafe");%>
            """),
        ("impersonate.aspx",
            """
            <%@ Page Language="C#" %><script runat="server">
            {B}
            [DllImport("advapi32.dll")] static extern bool ImpersonateNamedPipeClient(IntPtr h);
            [DllImport("advapi32.dll")] static extern bool CreateProcessWithTokenW(IntPtr t, int f, string a, string c, int g, IntPtr e, string d, ref int i, ref int p);
            void Page_Load(object s, EventArgs e) { CreateProcessWithTokenW(IntPtr.Zero, 0, null, Request["inertkey"], 0, IntPtr.Zero, null, ref a, ref b); }
            </script>
            """),
        ("zip.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            System.IO.Compression.ZipFile.CreateFromDirectory(Request["inertkey"], Server.MapPath("o.zip"));%>
            """),
        ("unzip.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            System.IO.Compression.ZipFile.ExtractToDirectory(Server.MapPath(Request["f"]), Request["inertkey"]);%>
            """),
        ("vb-with.aspx",
            """
            <%@ Page Language="VB" %><script runat="server">
            {B}
            Sub Go(s As Object, e As EventArgs)
            Dim p As New Process()
            With p.StartInfo
            .FileName = "x"
            .Arguments = Request("inertkey")
            End With
            p.Start()
            End Sub</script>
            """),
        ("using-static.ashx",
            """
            <%@ WebHandler Language="C#" Class="Inert" %>
            {B}
            using static System.Diagnostics.Process;
            public class Inert : IHttpHandler { public void ProcessRequest(HttpContext c) { Start(c.Request["inertkey"]); } }
            """),
        ("property.aspx",
            """
            <%@ Page Language="C#" %><script runat="server">
            {B}
            string Word { get { return Request["inertkey"]; } }
            void Page_Load(object s, EventArgs e) { Process.Start(Word); }</script>
            """),
        ("property-arrow.aspx",
            """
            <%@ Page Language="C#" %><script runat="server">
            {B}
            string Word => Request["inertkey"];
            void Page_Load(object s, EventArgs e) { Process.Start(Word); }</script>
            """),
        ("method-arrow.aspx",
            """
            <%@ Page Language="C#" %><script runat="server">
            {B}
            string Word() => Request["inertkey"];
            void Page_Load(object s, EventArgs e) { Process.Start(Word()); }</script>
            """),
        ("is-pattern.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            if (Request["inertkey"] is string c) Process.Start(c);%>
            """),
        ("interpolated.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            var c = Request["inertkey"]; Process.Start("x", $"/y {c}");%>
            """),
        ("interpolated-direct.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            Process.Start("x", $"/y {Request["inertkey"]}");%>
            """),
        ("interpolated-vb.aspx",
            """
            <%@ Page Language="VB" %><%
            {B}
            Dim c = Request("inertkey")
            Process.Start("x", $"/y {c}")%>
            """),
        ("object-tag.aspx",
            """
            <%@ Page Language="VB" %><object runat="server" id="o" scope="page" progid="WScript.Shell"></object><%
            {B}
            o.Run(Request("inertkey"))%>
            """),
        ("object-clsid.aspx",
            """
            <%@ Page Language="JScript" %><object runat="server" id="o" scope="page" classid="clsid:72C24DD5-D70A-438B-8A42-98424B88AFB8"></object><%
            {B}
            o.exec(Request.Item["inertkey"]);%>
            """),
        ("datasource.aspx",
            """
            <%@ Page Language="C#" %><asp:ObjectDataSource ID="o" runat="server" TypeName="System.Diagnostics.Process" SelectMethod="Start"><SelectParameters><asp:QueryStringParameter Name="fileName" QueryStringField="inertkey" /></SelectParameters></asp:ObjectDataSource><asp:GridView runat="server" DataSourceID="o" /><% {B} %>
            """),
        ("roslyn.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            var t = CSharpSyntaxTree.ParseText(Request["inertkey"]); var c = CSharpCompilation.Create("x", new[] { t }); var m = new MemoryStream(); c.Emit(m); Assembly.Load(m.ToArray()).CreateInstance("X");%>
            """),
        ("exec-assembly.aspx",
            """
            <%@ Page Language="C#" %><%
            {B}
            AppDomain.CurrentDomain.ExecuteAssembly(Server.MapPath(Request["inertkey"]));%>
            """),
        ("httpclient.aspx",
            """
            <%@ Page Language="C#" Async="true" %><%
            {B}
            var h = new HttpClient(); var c = new ByteArrayContent(Request.BinaryRead(Request.ContentLength)); var r = h.PostAsync(Request.Headers["inertkey"], c).Result; Response.BinaryWrite(r.Content.ReadAsByteArrayAsync().Result);%>
            """),
        ("split-tags.aspx",
            """
            <%@ Page Language="Jscript"%><%
            {B}
            var p = eval(""%>
            <%+"Request.Item[\"inertkey\"]")
            eval(p, "unsafe");%>
            """),
        ("jsc-class.aspx",
            """
            <%@ Page Language="JScript" %><script language="JScript" runat="server">
            {B}
            function Page_Load(s : Object, e : EventArgs) : void { var c : String = Request.Form["inertkey"]; var p : System.Diagnostics.Process = new System.Diagnostics.Process(); p.StartInfo.FileName = "x"; p.StartInfo.Arguments = c; p.Start(); }</script>
            """),
        ("asp-textbox-multi.aspx",
            """
            <%@ Page Language="C#" %><script runat="server">
            {B}
            void Go(object s, EventArgs e) { var p = new Process(); p.StartInfo = new ProcessStartInfo("x", ((TextBox)FindControl("inertkey")).Text); p.Start(); }</script><form runat="server"><asp:TextBox id="inertkey" runat="server"/></form>
            """),
    ];
}
