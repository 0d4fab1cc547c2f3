using System.Text;
using Hindcast.Formats.Artefacts;
using Hindcast.Tests.Unit.Formats.Evtx;

namespace Hindcast.Tests.Unit.Formats.Artefacts;

public sealed class IisConfigTests
{
    private const string Host = """
        <?xml version="1.0" encoding="UTF-8"?>
        <configuration>
          <configSections><sectionGroup name="system.applicationHost"><section name="sites" /></sectionGroup></configSections>
          <system.applicationHost>
            <applicationPools>
              <add name="MSExchangeOWAAppPool"><processModel identityType="LocalSystem" /></add>
            </applicationPools>
            <sites>
              <site name="Default Web Site" id="1">
                <application path="/" applicationPool="MSExchangeOWAAppPool">
                  <virtualDirectory path="/" physicalPath="%SystemDrive%\inetpub\wwwroot" />
                </application>
                <application path="/owa/auth/img" applicationPool="MSExchangeOWAAppPool">
                  <virtualDirectory path="/x" physicalPath="C:\ProgramData\COM1" userName="CONTOSO\svc" password="geheim" />
                </application>
                <bindings><binding protocol="https" bindingInformation=":443:" /></bindings>
                <logFile directory="D:\iislogs" enabled="true" />
              </site>
            </sites>
          </system.applicationHost>
          <system.webServer>
            <globalModules>
              <add name="HttpLoggingModule" image="%windir%\System32\inetsrv\loghttp.dll" />
            </globalModules>
            <httpLogging dontLog="true" />
          </system.webServer>
          <location path="Default Web Site/ecp">
            <system.webServer>
              <modules><add name="Fine" type="Contoso.Fine, Contoso" preCondition="managedHandler" /><remove name="ScriptModule" /></modules>
              <handlers><add name="h" path="*.png" verb="*" type="System.Web.UI.PageHandlerFactory" /></handlers>
            </system.webServer>
          </location>
        </configuration>
        """;

    [Fact]
    public void Modules_handlers_sites_and_pools_are_records()
    {
        ReadArtefact read = ReadArtefact.Of(Host);
        Assert.Empty(read.Codes);
        Assert.Equal(
            ["HttpLoggingModule|globalModules|add|", "Fine|modules|add|Default Web Site/ecp", "ScriptModule|modules|remove|Default Web Site/ecp"],
            read.Items("module").Select(m => $"{m.Value("Name")}|{m.Value("Section")}|{m.Value("Action")}|{m.Value("AppliesTo")}"));
        Assert.Equal("*.png", read.Single("handler").Value("Path"));
        Assert.Equal("LocalSystem", read.Single("application-pool").Value("IdentityType"));
        Assert.Equal("true", read.Single("logging").Value("DontLog"));
        ArtefactRecord site = read.Single("site");
        Assert.Equal(("1", "https :443:", @"D:\iislogs"), (site.Value("SiteId"), site.Value("Bindings"), site.Value("LogDirectory")));
    }

    [Fact]
    public void Virtual_directories_have_their_whole_path_and_never_a_password()
    {
        ReadArtefact read = ReadArtefact.Of(Host);
        Assert.Equal(
            [@"/ %SystemDrive%\inetpub\wwwroot", @"/owa/auth/img/x C:\ProgramData\COM1"],
            read.Items("virtual-directory").Select(v => $"{v.Value("VirtualPath")} {v.Value("PhysicalPath")}"));
        Assert.DoesNotContain(read.Records, r => r.Values.Any(v => v.Contains("geheim", StringComparison.Ordinal)));
        Assert.DoesNotContain(read.Records, r => Encoding.UTF8.GetString(r.Raw.Span).Contains("geheim", StringComparison.Ordinal));
    }

    [Fact]
    public void Records_point_to_their_own_element()
    {
        ReadArtefact read = ReadArtefact.Of(Host);
        ArtefactRecord module = read.Items("module").Single(m => m.Value("Name") == "Fine");
        Assert.Equal("""<add name="Fine" type="Contoso.Fine, Contoso" preCondition="managedHandler" />""", Encoding.UTF8.GetString(module.Raw.Span));
        Assert.Equal(Host.Split('\n').ToList().FindIndex(l => l.Contains("Contoso.Fine", StringComparison.Ordinal)) + 1, module.Location.Line);
    }

    [Theory]
    [InlineData("X-BEResource Abort - inbound", "{HTTP_COOKIE}", "(.*)X-BEResource=(.+)/(.+)~(.+)", "AbortRequest", "CVE-2021-26855")]
    [InlineData("RequestBlockingRule1", "{UrlDecode:{REQUEST_URI}}", "(?=.*autodiscover)(?=.*powershell)", "CustomResponse", "CVE-2022-41040")]
    [InlineData("EEMS M2.1", "{REQUEST_URI}", "something else", "AbortRequest", "EEMS M2.1")]
    [InlineData("redirect", "{HTTPS}", "off", "Redirect", "")]
    [InlineData("X-BEResource", "{HTTP_COOKIE}", "X-BEResource", "Rewrite", "")]
    public void Mitigations_are_known_by_what_they_stop(string name, string input, string pattern, string action, string mitigation)
    {
        ArtefactRecord rule = ReadArtefact.Of($"""
            <configuration><system.webServer><rewrite><rules><rule name="{name}"><match url=".*" />
            <conditions><add input="{input}" pattern="{pattern}" /></conditions><action type="{action}" /></rule></rules></rewrite></system.webServer></configuration>
            """).Single("rewrite-rule");
        Assert.Equal((mitigation, $"{input} ~ {pattern}", "true"), (rule.Value("Mitigation"), rule.Value("Conditions"), rule.Value("Enabled")));
    }

    [Fact]
    public void Machine_key_is_noted_and_never_shown()
    {
        const string Config = """<configuration><system.web><machineKey validationKey="CB2721ABDAF8" decryptionKey="AutoGenerate,IsolateApps" validation="SHA1" /></system.web></configuration>""";
        ArtefactRecord key = ReadArtefact.Of(Config).Single("machine-key");
        Assert.Equal(("written", "generated", "SHA1"), (key.Value("ValidationKey"), key.Value("DecryptionKey"), key.Value("Validation")));
        Assert.Equal("<machineKey", Encoding.UTF8.GetString(key.Raw.Span));
    }

    [Fact]
    public void Places_are_those_in_the_file_whatever_the_encoding()
    {
        string text = Host.Replace("MSExchangeOWAAppPool", "P\u00f6\u00f6l \U0001F600", StringComparison.Ordinal).Replace("\n", "\r\n", StringComparison.Ordinal);
        byte[][] files =
        [
            [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)], [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)],
            [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(text)],
        ];
        Assert.All(files, file => Assert.Equal(9, ReadArtefact.Of(file).Records.Count));
    }

    [Fact]
    public void Bytes_that_are_no_utf8_are_read_as_latin_1_HC2105()
    {
        ReadArtefact read = ReadArtefact.Of(Encoding.Latin1.GetBytes(Host.Replace("Fine", "F\u00fcr", StringComparison.Ordinal)));
        Assert.Equal(["HC2105"], read.Codes);
        Assert.Contains(read.Items("module"), m => m.Value("Name") == "F\u00fcr");
    }

    [Fact]
    public void Transport_agents_have_their_assembly()
    {
        ReadArtefact read = ReadArtefact.Of("""
            <?xml version="1.0" encoding="utf-8"?>
            <configuration><mexRuntime><monitoring /><agentList>
            <agent name="Transport Rule Agent" baseType="Microsoft.Exchange.Data.Transport.Routing.RoutingAgent" classFactory="Microsoft.Exchange.MessagingPolicies.TransportRuleAgent.TransportRuleAgentFactory" assemblyPath="C:\Exchange\Rule.dll" enabled="true" priority="1" />
            <agent name="Other" baseType="Microsoft.Exchange.Data.Transport.Smtp.SmtpReceiveAgent" classFactory="X.Y" assemblyPath="C:\Windows\Temp\other.dll" enabled="true" priority="2" />
            </agentList></mexRuntime></configuration>
            """);
        Assert.Equal("exchange-transport-agents", read.Reader.Kind);
        Assert.Equal([@"C:\Exchange\Rule.dll", @"C:\Windows\Temp\other.dll"], read.Records.Select(r => r.Value("AssemblyPath")));
    }

    [Fact]
    public void Real_configurations_of_exchange_servers_are_read()
    {
        string folder = Path.Combine(SharedSamples.Unpacked("benign-web"), "benign-web", "CSS-Exchange-configs");
        string[] files =
        [
            .. Directory.GetFiles(folder, "*.config", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .Where(f => Path.GetFileName(f).Contains("web", StringComparison.OrdinalIgnoreCase) || Path.GetFileName(f).StartsWith("applicationHost", StringComparison.Ordinal)),
        ];
        Assert.True(files.Length > 40);
        List<ReadArtefact> read = [.. files.Select(f => ReadArtefact.Of(File.ReadAllBytes(f), f))];
        Assert.All(read, r => Assert.Equal("iis-config", r.Reader.Kind));

        // One of them is broken on purpose: a tag does not fit.
        Assert.Equal(["HC2101"], Assert.Single(read, r => r.Codes.Any()).Codes);

        // The shared ones hold bindings of assemblies and nothing else.
        Assert.All(read.Where(r => !r.Input.Path.EndsWith("SharedWebConfig.config", StringComparison.Ordinal)), r => Assert.NotEmpty(r.Records));
    }
}
