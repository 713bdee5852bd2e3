/** Where the local tenant listens when nothing else is asked for. Deployed settings name these. */
export const defaultPorts = { management: 8443, verify: 8444, console: 8445 } as const;
