using System.CommandLine;
using Hindcast.Analysis.Sunburst;
using Hindcast.Cli.Commands;

namespace Hindcast.Cli.Sunburst;

/// <summary>
/// <c>hindcast sunburst hostid --mac M --domain D --machine-guid G [--expect ID]</c>: works a server's id out again. With
/// --expect the exit code says whether it is that server: 0 it is, 1 it is not.
/// </summary>
internal static class SunburstHostIdCommand
{
    internal static Command Create()
    {
        Option<string> mac = new("--mac") { Description = "Network address of the first adapter that is up.", HelpName = "address", Required = true };
        Option<string> domain = new("--domain") { Description = "Active Directory domain of the server, as Windows writes it.", HelpName = "name", Required = true };
        Option<string> guid = new("--machine-guid") { Description = @"HKLM\SOFTWARE\Microsoft\Cryptography\MachineGuid.", HelpName = "guid", Required = true };
        Option<string?> expect = new("--expect") { Description = "A host id to compare with.", HelpName = "id" };
        Command command = new(
            "hostid",
            """
            Works out the id by which SUNBURST names a server.

            Exit code: 0 worked out, and with --expect the same; 1 another than --expect; 2 wrong usage.

            Example:
              hindcast sunburst hostid --mac 00-50-56-00-00-01 --domain contoso.example --machine-guid 11111111-2222-3333-4444-555555555555
            """)
        {
            mac, domain, guid, expect,
        };
        command.SetGuarded((result, _) =>
        {
            string? id = SunburstHostId.Compute(result.GetValue(mac)!, result.GetValue(domain)!, result.GetValue(guid)!);
            if (id is null)
            {
                Console.Error.WriteLine("hindcast: --mac must hold 12 hexadecimal digits");
                return ExitCodes.Usage;
            }

            if (result.GetValue(expect) is not { } expected)
            {
                Console.WriteLine(id);
                return ExitCodes.Clean;
            }

            bool same = string.Equals(id, expected.Trim(), StringComparison.OrdinalIgnoreCase);
            Console.WriteLine(same ? $"{id}: this server sent the names with this id" : $"{id}: not the server of that id");
            return same ? ExitCodes.Clean : ExitCodes.Compromised;
        });
        return command;
    }
}
