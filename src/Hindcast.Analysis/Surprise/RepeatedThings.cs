namespace Hindcast.Analysis.Surprise;

/// <summary>What rows of one kind are counted in.</summary>
/// <param name="Form">Their form.</param>
/// <param name="ClientKey">Hash of the client, as it is kept.</param>
/// <param name="Client">The client; null for rows of the back end.</param>
/// <param name="Reach">Account and mailbox; null for rows that name none.</param>
/// <param name="Route">How HttpProxy routed them; null for rows of other logs.</param>
internal readonly record struct RepeatedThings(RequestForm Form, ulong ClientKey, ClientTrace? Client, ReachTrace? Reach, RouteTrace? Route)
{
    /// <summary>Adds what rows add up to.</summary>
    internal void Add(in Repeat repeat)
    {
        Form.Count += repeat.Count;
        Form.LastTicks = Math.Max(Form.LastTicks, repeat.LastTicks);
        Client?.AddRepeats(Form, repeat.Count, repeat.LastTicks);
        if (Reach is not null)
        {
            Reach.Count += repeat.Count;
            Reach.LastTicks = Math.Max(Reach.LastTicks, repeat.LastTicks);
        }

        if (Route is not null)
        {
            Route.Count += repeat.Count;
            Route.LastTicks = Math.Max(Route.LastTicks, repeat.LastTicks);
        }
    }
}
