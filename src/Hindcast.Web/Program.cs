using Hindcast.Web.Hosting;

return await FleetProgram.Run(args);
