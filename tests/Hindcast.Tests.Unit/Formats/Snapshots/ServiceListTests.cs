using System.Text;
using Hindcast.Formats.Artefacts;
using Hindcast.Formats.Snapshots;
using Hindcast.Tests.Unit.Formats.Artefacts;

namespace Hindcast.Tests.Unit.Formats.Snapshots;

public sealed class ServiceListTests
{
    /// <summary>A row as Velociraptor's Windows.System.Services names it.</summary>
    private const string Velociraptor = """
        {"State":"Running","Name":"updatesvc","DisplayName":"Update Service","Status":"OK","Pid":1200,"ExitCode":0,"StartMode":"Auto","PathName":"\"C:\\Users\\Public\\u.exe\" -s","ServiceType":"Own Process","UserAccount":"LocalSystem","Created":"2021-03-03T08:00:00Z","ServiceDll":null,"FailureCommand":null,"AbsoluteExePath":"C:\\Users\\Public\\u.exe","HashServiceExe":{"MD5":"aa","SHA1":"bb","SHA256":"cc"}}

        """;

    [Fact]
    public void Service_is_told_in_the_names_of_the_event_of_its_installation()
    {
        ReadArtefact read = ReadArtefact.Of(Velociraptor, "results/Windows.System.Services.json");
        Assert.IsType<ServiceListReader>(read.Reader);
        ArtefactRecord service = Assert.Single(read.Records);
        Assert.Equal(
            ("updatesvc", "\"C:\\Users\\Public\\u.exe\" -s", "Auto", "Running", "LocalSystem", "SHA1=BB,MD5=AA,SHA256=CC", "2021-03-03T08:00:00Z"),
            (service.Value("ServiceName"), service.Value("ImagePath"), service.Value("StartType"), service.Value("State"), service.Value("AccountName"), service.Value("Hashes"), service.Value("KeyWritten")));
        Assert.Null(service.Time);
    }

    [Fact]
    public void List_that_PowerShell_wrote_is_read()
    {
        ReadArtefact read = ReadArtefact.Of("""
            [{"Name":"W3SVC","DisplayName":"World Wide Web Publishing Service","PathName":"C:\\Windows\\system32\\svchost.exe -k iissvcs","StartMode":"Auto","State":"Running","StartName":"LocalSystem","ProcessId":900},
            {"Name":"x","DisplayName":null,"PathName":null,"StartMode":"Disabled","State":"Stopped","StartName":null,"ProcessId":0}]
            """);
        Assert.Equal(["W3SVC|LocalSystem|900", "x||0"], read.Records.Select(r => $"{r.Value("ServiceName")}|{r.Value("AccountName")}|{r.Value("ProcessId")}"));
    }

    [Fact]
    public void Any_prefix_and_any_changed_byte_is_read_without_an_error()
    {
        byte[] bytes = Encoding.UTF8.GetBytes(Velociraptor);
        ServiceListReader reader = new();
        for (int i = 0; i < bytes.Length; i++)
        {
            ReadArtefact.With(reader, bytes[..i]);
            byte[] changed = [.. bytes];
            changed[i] ^= 0x15;
            ReadArtefact.With(reader, changed);
        }
    }
}
