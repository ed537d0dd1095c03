/** Where the machine's power comes from. */
export interface Power {
  readonly onBattery: boolean;
}

/** The part of the Battery Status API that is used; TypeScript's DOM library does not have it. */
interface BatteryManager extends EventTarget {
  readonly charging: boolean;
}

/** Follows the machine's power. Where the browser does not tell, it counts as mains. */
export function followPower(): Power {
  const power = { onBattery: false };
  const { getBattery } = navigator as Navigator & { getBattery?: () => Promise<BatteryManager> };
  getBattery?.call(navigator).then(
    (battery) => {
      const read = () => {
        power.onBattery = !battery.charging;
      };
      battery.addEventListener('chargingchange', read);
      read();
    },
    () => {},
  );
  return power;
}
