namespace Hindcast.Simulation.Evaluation;

/// <summary>Question 8: what now? Compared with what the truth asks for.</summary>
/// <param name="Asked">Things that the truth asks for: see <see cref="ActionEvaluation"/>.</param>
/// <param name="Named">Of these, those for which an action stands.</param>
/// <param name="Missing">Those without, in words.</param>
/// <param name="IsDuty">Somebody has to be told: an effect on the server, or mail that was read, is shown by the evidence.</param>
/// <param name="SaysDuty">An action says to tell somebody.</param>
/// <param name="NobodyGotIn">Nobody got in.</param>
/// <param name="Alarming">Actions of those phases that follow an intrusion only, on a server that nobody got into.</param>
public sealed record ActionScore(int Asked, int Named, IReadOnlyList<string> Missing, bool IsDuty, bool SaysDuty, bool NobodyGotIn, int Alarming);
