using System.Text;
using Hindcast.Evidence;
using Hindcast.Formats.Artefacts;

namespace Hindcast.Tests.Unit.Formats.Artefacts;

/// <summary>Scheduled tasks, histories, compiled pages, printed objects, registry exports and traces of mitigations.</summary>
public sealed class OtherArtefactTests
{
    [Fact]
    public void Task_gives_a_record_for_each_action()
    {
        string xml = """
            <?xml version="1.0" encoding="UTF-16"?>
            <Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
              <RegistrationInfo><Date>2021-03-05T10:00:00</Date><Author>CONTOSO\admin</Author><URI>\VSPerfMon</URI></RegistrationInfo>
              <Triggers><BootTrigger /><CalendarTrigger><StartBoundary>2021-03-05T02:00:00</StartBoundary><Repetition><Interval>PT1H</Interval></Repetition></CalendarTrigger></Triggers>
              <Principals><Principal id="Author"><UserId>S-1-5-18</UserId><RunLevel>HighestAvailable</RunLevel></Principal></Principals>
              <Settings><Hidden>true</Hidden><Enabled>true</Enabled></Settings>
              <Actions Context="Author"><Exec><Command>cmd.exe</Command><Arguments>/c echo 1</Arguments></Exec><ComHandler><ClassId>{00000000-0000-0000-0000-000000000001}</ClassId></ComHandler></Actions>
            </Task>
            """;
        ReadArtefact read = ReadArtefact.Of([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(xml)], "C:/Windows/System32/Tasks/VSPerfMon");
        Assert.Equal(["cmd.exe", ""], read.Records.Select(r => r.Value("Command")));
        ArtefactRecord task = read.Records[0];
        Assert.Equal(
            (@"\VSPerfMon", "S-1-5-18", "HighestAvailable", "true", "BootTrigger; CalendarTrigger from 2021-03-05T02:00:00 every PT1H", null),
            (task.Value("TaskName"), task.Value("UserId"), task.Value("RunLevel"), task.Value("Hidden"), task.Value("Triggers"), task.Time));
        Assert.Equal("2021-03-05T10:00:00Z", ReadArtefact.Of(xml.Replace("10:00:00<", "10:00:00Z<", StringComparison.Ordinal)).Records[0].Time.ToString());
        Assert.Equal(@"C:\Windows\System32\Tasks\x", Assert.Single(ReadArtefact.Of("""<Task xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task"></Task>""", "C:/Windows/System32/Tasks/x").Records).Value("TaskName"));
    }

    [Fact]
    public void History_gives_a_record_a_line_with_the_user_of_its_folder()
    {
        ReadArtefact read = ReadArtefact.Of(
            "Get-Mailbox\r\n\r\nAdd-PSSnapin Microsoft.Exchange.Management.PowerShell.SnapIn\r\n",
            "C:/Users/alice/AppData/Roaming/Microsoft/Windows/PowerShell/PSReadLine/ConsoleHost_history.txt");
        Assert.Equal(["alice|1", "alice|3"], read.Records.Select(r => $"{r.Value("User")}|{r.Value("Number")}"));
        Assert.All(read.Records, r => Assert.Null(r.Time));
    }

    [Fact]
    public void Compiled_page_is_known_after_the_page_is_gone()
    {
        ReadArtefact read = ReadArtefact.Of(
            """
            <?xml version="1.0" encoding="utf-8"?>
            <preserve resultType="3" virtualPath="/aspnet_client/supp0rt.aspx" hash="fffffffff" filehash="ab" flags="110000" assembly="App_Web_abc123" type="ASP.aspnet_client_supp0rt_aspx">
                <filedeps><filedep name="/aspnet_client/supp0rt.aspx" /></filedeps>
            </preserve>
            """, "C:/Windows/Microsoft.NET/Framework64/v4.0.30319/Temporary ASP.NET Files/owa/1/2/supp0rt.aspx.1.compiled");
        ArtefactRecord page = read.Single("page");
        Assert.Equal(("/aspnet_client/supp0rt.aspx", "App_Web_abc123"), (page.Value("VirtualPath"), page.Value("Sources").Length > 0 ? page.Value("Assembly") : ""));
        ArtefactRecord assembly = ReadArtefact.Of([(byte)'M', (byte)'Z', 0], "C:/Windows/Microsoft.NET/Framework64/v4.0.30319/Temporary ASP.NET Files/owa/1/2/App_Web_abc123.dll").Single("assembly");
        Assert.Equal(("App_Web_abc123.dll", "3"), (assembly.Value("Assembly"), assembly.Value("Size")));
        Assert.Null(ArtefactFormats.Find("MZ"u8, "C:/Windows/System32/App_Web_abc123.dll"));
    }

    [Fact]
    public void Printed_objects_have_the_fields_of_their_own_lines()
    {
        ReadArtefact read = ReadArtefact.Of("""

            Name                            : OAB (Default Web Site)
            PollInterval                    : 480
            ExternalUrl                     : http://mail.contoso.example/
                                              OAB
            AdminDisplayVersion             : Version 15.1 (Build 2176.2)

            Name                            : OAB 2
            PollInterval                    : 480
            ExternalUrl                     :
            AdminDisplayVersion             : Version 15.1 (Build 2176.2)
            not a field
            """);
        Assert.Equal(["http://mail.contoso.example/OAB", ""], read.Records.Select(r => r.Value("ExternalUrl")));
        Assert.Equal((2L, 8L), (read.Records[0].Location.Line, read.Records[1].Location.Line));
        Assert.Same(read.Records[0].Shape, read.Records[1].Shape);
        Assert.Equal(["HC2106"], read.Codes);
    }

    [Fact]
    public void Registry_export_is_read_as_sysmon_writes_values()
    {
        string text = "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\ExchangeServer\\v15\\Setup]\r\n\"OwaVersion\"=\"15.1.2176.9\"\r\n\"MsiProductMajor\"=dword:0000000f\r\n\"Bin\"=hex:01,\\\r\n  02,\\\r\n  03\r\n@=\"C:\\\\x \\\"y\\\"\"\r\nbroken\r\n";
        ReadArtefact read = ReadArtefact.Of([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]);
        Assert.Equal(
            [@"OwaVersion=15.1.2176.9", "MsiProductMajor=DWORD (0x0000000f)", @"Bin=hex:01,\", @"(Default)=C:\x ""y"""],
            read.Records.Select(r => $"{r.Value("TargetObject")[@"HKLM\SOFTWARE\Microsoft\ExchangeServer\v15\Setup\".Length..]}={r.Value("Details")}"));
        Assert.Equal(["HC2106"], read.Codes);
    }

    [Theory]
    [InlineData("EOMTv2 mitigation summary", "CVE-2022-41040 ", "", "EOMTv2", "CVE-2022-41040", "attempted")]
    [InlineData("Microsoft Safety Scanner and CVE-2021-26855 mitigation summary", "CVE-2021-26855 and clear malicious files", " This attempt was unsuccessful.", "Microsoft Safety Scanner and CVE-2021-26855", "CVE-2021-26855", "unsuccessful")]
    public void The_summary_of_a_mitigation_tool_is_read(string heading, string what, string end, string tool, string vulnerability, string result)
    {
        string text = $"{heading}\r\nMessage: The tool attempted to protect your server from {what}.\r\nFor more see the pages.{end}\r\n<rule name=\"PowerShell - inbound\">\r\n";
        ArtefactRecord summary = ReadArtefact.Of(text, "C:/EOMTSummary.txt").Single("eomt-summary");
        Assert.Equal(
            (tool, vulnerability, result, what.Contains("clear", StringComparison.Ordinal) ? "true" : "false", 1L),
            (summary.Value("Tool"), summary.Value("Vulnerability"), summary.Value("Result"), summary.Value("Remediation"), summary.Location.Line));
        Assert.Null(summary.Time);
    }

    [Theory]
    [InlineData("""<S N="FileVersion">15.02.0986.005</S>""")]
    [InlineData("""<ToString>File:  C:\ExSetup.exe_x000A_FileVersion:      15.02.0986.005_x000A_ProductVersion: 15.02</ToString>""")]
    public void A_health_check_tells_the_build_with_its_security_update_at_its_time(string setup)
    {
        string text = $"""
            <Objs Version="1.1.0.1" xmlns="http://schemas.microsoft.com/powershell/2004/04"><Obj RefId="0"><TN RefId="0"><T>System.Management.Automation.PSCustomObject</T></TN><MS>
            <Obj N="HealthCheckerExchangeServer" RefId="1"><MS><S N="ServerName">EX01</S><DT N="GenerationTime">2021-10-05T10:00:00.1234567-07:00</DT><S N="HealthCheckerVersion">21.09.28.1529</S>
            <Obj N="ExchangeInformation" RefId="2"><MS><Obj N="BuildInformation" RefId="3"><MS><S N="ServerRole">Mailbox</S><S N="CU">CU11</S>
            <Obj N="ExchangeSetup" RefId="4">{setup}</Obj><Obj N="VersionInformation" RefId="5"><MS><S N="FriendlyName">Exchange 2019 CU11</S></MS></Obj>
            <Obj N="KBsInstalledInfo" RefId="6"><LST><Obj RefId="7"><MS><S N="PackageName">Security Update for Exchange Server 2019 (KB5007012)</S><S N="InstalledDate">10/5/2021</S></MS></Obj></LST></Obj>
            </MS></Obj></MS></Obj></MS></Obj></MS></Obj></Objs>
            """;
        ReadArtefact read = ReadArtefact.Of([.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)], "C:/HealthChecker-EX01.xml");
        ArtefactRecord server = read.Single("server");
        Assert.Equal(("EX01", "15.2.986.5", "Exchange 2019 CU11", "CU11", "21.09.28.1529"), (server.Value("ServerName"), server.Value("Build"), server.Value("Version"), server.Value("CumulativeUpdate"), server.Value("ScriptVersion")));
        BuildSighting build = Assert.Single(read.Input.Builds);
        Assert.Equal(("15.2.986.5", BuildPrecision.SecurityUpdate, new DateTime(2021, 10, 5, 17, 0, 0)), (build.Build.ToString(), build.Precision, new DateTime(build.First.UtcTicks).AddTicks(-1234567)));
        Assert.Equal("Security Update for Exchange Server 2019 (KB5007012)", read.Single("update").Value("Name"));
        Assert.Empty(read.Codes);
    }

    [Fact]
    public void A_health_check_without_a_zone_gives_its_build_no_time()
    {
        ReadArtefact read = ReadArtefact.Of(
            "<Objs xmlns=\"http://schemas.microsoft.com/powershell/2004/04\"><Obj><ToString>HealthChecker</ToString><S N=\"ServerName\">EX01</S><DT N=\"GenerationTime\">2021-10-05T10:00:00</DT><S N=\"BuildVersion\">15.2.986.5</S></Obj></Objs>");
        Assert.Equal("15.2.986.5", read.Single("server").Value("Build"));
        Assert.Empty(read.Input.Builds);
    }

    [Fact]
    public void Traces_of_mitigation_tools_are_read()
    {
        ReadArtefact eomt = ReadArtefact.Of("2021-03-16 10:00:00 Info: Starting EOMT.ps1 version 21.03.16 on EX01\r\n2021-03-16 10:01:00 Error: Mitigation failed\r\nwith a second line\r\n", "C:/EOMT.log");
        Assert.Equal(["Info", "Error", ""], eomt.Items("eomt").Select(r => r.Value("Level")));
        ReadArtefact scan = ReadArtefact.Of("""
            ---------------------------------------------------------------------------------------
            Microsoft Safety Scanner v1.333, (build 1.333.160.0)
            Started On Tue Mar  9 10:12:13 2021

            Threat Detected: Exploit:ASP/CVE-2021-27065.B!dha, not removed.
                Action: NoAction, Result: 0x00000000
                    file://C:\inetpub\wwwroot\aspnet_client\x.aspx

            Threat Detected: Backdoor:JS/Webshell, removed.

            """);
        Assert.Equal([@"C:\inetpub\wwwroot\aspnet_client\x.aspx", ""], scan.Items("safety-scanner").Select(r => r.Value("TargetFilename")));
        Assert.Equal(("Exploit:ASP/CVE-2021-27065.B!dha", "Tue Mar  9 10:12:13 2021"), (scan.Records[0].Value("ThreatName"), scan.Records[0].Value("Started")));
    }
}
