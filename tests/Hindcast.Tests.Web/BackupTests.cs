using Hindcast.Fleet.Accounts;
using Hindcast.Fleet.Database;
using Hindcast.Tests.Web.Support;
using Hindcast.Web.Hosting;
using Microsoft.AspNetCore.Builder;

namespace Hindcast.Tests.Web;

/// <summary>What docs/fleet.md says of backup and restore, done.</summary>
public sealed class BackupTests(FleetServer fleet)
{
    [Fact]
    public async Task A_copy_taken_while_the_program_runs_serves_the_same_results_to_the_same_tokens()
    {
        (string id, _) = await fleet.Account(AccountRole.Analyst, fleet.Alpha.Organisation);
        using HttpClient client = await fleet.Client(id);
        string path = $"/api/v1/assessments/{fleet.Alpha.Assessment}/assessment.json";
        byte[] before = await client.GetByteArrayAsync(path);

        using TemporaryFolder folder = new();
        string copy = folder.File("fleet");
        Directory.CreateDirectory(copy);
        await fleet.The<FleetDatabase>().Read(s => s.Execute("VACUUM INTO @file", ("file", Path.Combine(copy, "fleet.db"))), CancellationToken.None);
        foreach (string file in Directory.GetFiles(Path.Combine(fleet.Folder, "fleet"), "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(Path.Combine(fleet.Folder, "fleet"), file);
            if (!relative.StartsWith("fleet.db", StringComparison.Ordinal) && !relative.StartsWith("incoming", StringComparison.Ordinal))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy, relative))!);
                File.Copy(file, Path.Combine(copy, relative));
            }
        }

        await using WebApplication restored = await FleetHost.Build(new ServeSettings { Folder = copy, Url = "http://127.0.0.1:0", Packs = Checkout.Packs, Jobs = 0 });
        await restored.StartAsync();
        using HttpClient again = new() { BaseAddress = new Uri(restored.Urls.First()) };
        again.DefaultRequestHeaders.Authorization = client.DefaultRequestHeaders.Authorization;
        Assert.Equal(before, await again.GetByteArrayAsync(path));
        await restored.StopAsync();
    }
}
