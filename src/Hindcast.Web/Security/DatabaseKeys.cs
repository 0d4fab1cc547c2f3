using System.Xml.Linq;
using Hindcast.Fleet.Database;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Hindcast.Web.Security;

/// <summary>Keys that sessions are sealed with, in the database: for silos that share no folder. Thread-safe.</summary>
internal sealed class DatabaseKeys(FleetDatabase database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. database.Read(s => s.Rows("SELECT body FROM session_keys ORDER BY id", r => r.Text(0)), CancellationToken.None).GetAwaiter().GetResult().Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) =>
        database.Write(
            s => s.Execute(
                "INSERT INTO session_keys (id, body) VALUES (@id, @body) ON CONFLICT DO NOTHING",
                ("id", friendlyName), ("body", element.ToString(SaveOptions.DisableFormatting))),
            CancellationToken.None).GetAwaiter().GetResult();
}
