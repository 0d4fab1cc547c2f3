using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Hindcast.Engine;
using Hindcast.Engine.Pipeline;
using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Evidence;
using Hindcast.Fleet.Jobs;
using Hindcast.Fleet.Organisations;
using Hindcast.Reports.Json;
using Hindcast.Tests.Web.Support;

namespace Hindcast.Tests.Web;

/// <summary>From pieces of a file to the assessment, over the programming interface.</summary>
public sealed class UploadTests(FleetServer fleet)
{
    [Fact]
    public async Task Pieces_that_break_off_are_resumed_and_the_assessment_is_the_engines_byte_for_byte()
    {
        (HttpClient client, string server, _) = await NewServer();
        byte[] bytes = await File.ReadAllBytesAsync(fleet.Evidence);
        string upload = await Begin(client, server, "EX01.zip", bytes.Length, Convert.ToHexString(SHA256.HashData(bytes)));
        Assert.Equal(HttpStatusCode.NoContent, (await Send(client, upload, 0, bytes[..1000])).StatusCode);

        HttpResponseMessage wrong = await Send(client, upload, 500, bytes[500..2000]);
        Assert.Equal(HttpStatusCode.Conflict, wrong.StatusCode);
        Assert.Equal("1000", wrong.Headers.GetValues("Upload-Offset").Single());
        Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsync($"/api/v1/uploads/{upload}/complete", null)).StatusCode);

        JsonElement state = await client.GetFromJsonAsync<JsonElement>($"/api/v1/uploads/{upload}");
        int offset = state.GetProperty("receivedBytes").GetInt32();
        await Send(client, upload, offset, bytes[offset..]);
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync($"/api/v1/uploads/{upload}/complete", null)).StatusCode);

        string job = (await (await client.PostAsync($"/api/v1/servers/{server}/jobs", null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
        Job done = await fleet.Finish(job);
        Assert.Equal(JobState.Done, done.State);
        byte[] stored = await client.GetByteArrayAsync($"/api/v1/assessments/{done.AssessmentId}/assessment.json");
        MemoryStream expected = new();
        AssessmentJson.Write(
            Assessor.Run(
                new AssessOptions { Evidence = [fleet.Evidence], PackFolder = Checkout.Packs, Tool = FleetServer.Tool }, new ReadProgress(),
                CancellationToken.None).Assessment,
            expected);
        Assert.Equal(expected.ToArray(), stored);
        Assert.StartsWith("<!DOCTYPE html>", await client.GetStringAsync($"/api/v1/assessments/{done.AssessmentId}/report.html"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_file_with_another_hash_than_announced_is_no_evidence()
    {
        (HttpClient client, string server, _) = await NewServer();
        string upload = await Begin(client, server, "a.log", 3, new string('0', 64));
        await Send(client, upload, 0, "abc"u8.ToArray());
        Assert.Equal(HttpStatusCode.Conflict, (await client.PostAsync($"/api/v1/uploads/{upload}/complete", null)).StatusCode);
        JsonElement state = await client.GetFromJsonAsync<JsonElement>($"/api/v1/uploads/{upload}");
        Assert.Equal(0, state.GetProperty("receivedBytes").GetInt32());
        Assert.Equal("incoming", state.GetProperty("state").GetString());
    }

    [Fact]
    public async Task More_bytes_than_announced_are_refused()
    {
        (HttpClient client, string server, _) = await NewServer();
        string upload = await Begin(client, server, "a.log", 3, "");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await Send(client, upload, 0, "abcd"u8.ToArray())).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await Send(client, upload, 0, "abc"u8.ToArray())).StatusCode);
    }

    [Theory]
    [InlineData("../evil.zip")]
    [InlineData("..\\evil.zip")]
    [InlineData("/etc/passwd")]
    [InlineData("C:evil.zip")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("trailing.")]
    [InlineData("nul.zip")]
    [InlineData("COM1")]
    [InlineData("a\u0000b")]
    [InlineData("line\nbreak")]
    [InlineData("")]
    public async Task A_name_that_is_more_than_a_name_is_refused(string name)
    {
        (HttpClient client, string server, _) = await NewServer();
        HttpResponseMessage answer = await client.PostAsJsonAsync($"/api/v1/servers/{server}/uploads", new { name, lengthBytes = 3 });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_quota_that_is_used_up_takes_no_more()
    {
        (HttpClient client, string server, string organisation) = await NewServer();
        await fleet.The<OrganisationStore>().SetLimits(organisation, 0, 10, CancellationToken.None);
        await Begin(client, server, "a.log", 8, "");
        HttpResponseMessage answer = await client.PostAsJsonAsync($"/api/v1/servers/{server}/uploads", new { name = "b.log", lengthBytes = 3 });
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task A_zip_bomb_ends_within_limits_and_is_set_apart()
    {
        (HttpClient client, string server, string organisation) = await NewServer();
        string bomb = Path.Combine(fleet.Folder, $"bomb-{Guid.NewGuid():N}.zip");
        await using (ZipArchive zip = await ZipFile.OpenAsync(bomb, ZipArchiveMode.Create))
        {
            // 2 GiB of zeros in about 2 MB: a thousand to one.
            await using Stream member = await zip.CreateEntry("u_ex210303.log", CompressionLevel.SmallestSize).OpenAsync();
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 2048; i++)
            {
                await member.WriteAsync(zeros);
            }
        }

        await fleet.Give(server, organisation, bomb, "bomb.zip");
        File.Delete(bomb);
        Job done = await fleet.Finish(await fleet.The<JobStore>().Enqueue(server, organisation, CancellationToken.None));
        Assert.Equal(JobState.Done, done.State);
        Upload upload = (await fleet.The<UploadStore>().Of(server, CancellationToken.None)).Single();
        Assert.Equal(UploadState.Quarantined, upload.State);
        Assert.StartsWith("HC1034", upload.Note, StringComparison.Ordinal);
        Assert.Contains("set apart", await client.GetStringAsync($"/servers/{server}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Markup_in_names_and_evidence_reaches_no_page_as_markup()
    {
        (HttpClient client, string server, string organisation) = await NewServer();
        string marked = (await fleet.The<ServerStore>().Create(organisation, "<script>alert(1)</script>", CancellationToken.None))!;
        string page = await client.GetStringAsync($"/servers/{marked}");
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", await client.GetStringAsync($"/organisations/{organisation}"), StringComparison.Ordinal);

        string log = Path.Combine(fleet.Folder, $"{Guid.NewGuid():N}.log");
        await File.WriteAllTextAsync(log, """
            #Software: Microsoft Internet Information Services 10.0
            #Version: 1.0
            #Date: 2021-03-03 00:00:00
            #Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status
            2021-03-03 04:00:00 192.0.2.10 POST /aspnet_client/<script>alert(1)</script>.aspx - 443 - 203.0.113.5 <img/src=x/onerror=alert(2)> 200

            """);
        await fleet.Give(server, organisation, log, "u_ex210303.log");
        Job done = await fleet.Finish(await fleet.The<JobStore>().Enqueue(server, organisation, CancellationToken.None));
        HttpResponseMessage report = await client.GetAsync($"/api/v1/assessments/{done.AssessmentId}/report.html");
        string text = await report.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", text, StringComparison.OrdinalIgnoreCase);
        Assert.StartsWith("sandbox;", report.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        foreach (string path in new[] { $"/servers/{server}", $"/assessments/{done.AssessmentId}" })
        {
            Assert.DoesNotContain("<script>alert", await client.GetStringAsync(path), StringComparison.Ordinal);
        }
    }

    private async Task<(HttpClient Client, string Server, string Organisation)> NewServer()
    {
        string organisation = (await fleet.The<OrganisationStore>().Create(
            $"Org {Guid.NewGuid():N}", "health", "NO", 0, OrganisationStore.DefaultQuotaBytes, CancellationToken.None))!;
        string server = (await fleet.The<ServerStore>().Create(organisation, "EX", CancellationToken.None))!;
        return (await fleet.Client((await fleet.Account(AccountRole.Organisation, organisation)).Id), server, organisation);
    }

    private static async Task<string> Begin(HttpClient client, string server, string name, long lengthBytes, string sha256)
    {
        HttpResponseMessage answer = await client.PostAsJsonAsync($"/api/v1/servers/{server}/uploads", new { name, lengthBytes, sha256 });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!;
    }

    private static async Task<HttpResponseMessage> Send(HttpClient client, string upload, long offset, byte[] piece)
    {
        using HttpRequestMessage request = new(HttpMethod.Patch, $"/api/v1/uploads/{upload}") { Content = new ByteArrayContent(piece) };
        request.Headers.Add("Upload-Offset", offset.ToString(CultureInfo.InvariantCulture));
        return await client.SendAsync(request);
    }
}
